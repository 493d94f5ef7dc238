import { Anchor, Button, NavLink } from '@mantine/core'
import type { ButtonProps } from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import type { ComponentProps } from 'react'

/** A link in a text, to a route of the portal. */
export const TextLink = createLink(Anchor<'a'>)

/** A link that looks like a button: it opens in a new tab like any other. */
export const ButtonLink = createLink((props: ButtonProps & ComponentProps<'a'>) => <Button component="a" {...props} />)

/** An entry of the navigation. */
export const NavItem = createLink(NavLink<'a'>)
