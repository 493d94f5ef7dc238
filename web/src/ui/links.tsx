import { Anchor, Button, NavLink } from '@mantine/core'
import { createLink } from '@tanstack/react-router'

/** A link in a text, to a route of the portal. */
export const TextLink = createLink(Anchor<'a'>)

/** A button that is a link. */
export const ButtonLink = createLink(Button<'a'>)

/** An entry of the navigation. */
export const NavItem = createLink(NavLink<'a'>)
