import type { SentenceFieldsFragment } from '../graphql/generated/graphql'
import { useProjectIfAny } from '../app/project'
import { TextLink } from '../ui/links'
import classes from './EventSentence.module.css'
import { sentenceOf } from './sentence'
import type { Destination, Part } from './sentence'
import type { Actor } from './useActors'

interface EventSentenceProps {
  event: SentenceFieldsFragment
  actors: ReadonlyMap<string, Actor>
}

/** An event as a sentence. Names of what still exists are links. */
export function EventSentence({ event, actors }: EventSentenceProps) {
  return (
    <>
      {sentenceOf(event, actors).map((part, place) => (
        <Piece key={place} part={part} />
      ))}
    </>
  )
}

function Piece({ part: { text, isName, to } }: { part: Part }) {
  if (to) return <NameLink name={text} to={to} />
  return isName ? <strong className={classes.name}>{text}</strong> : text
}

function NameLink({ name, to }: { name: string; to: Destination }) {
  const own = useProjectIfAny()?.slug
  const slug = to.kind === 'project' ? to.slug : own
  const style = { className: classes.link, size: 'sm', fw: 500, children: name } as const
  if (to.kind === 'adminKey' && slug === undefined)
    return <TextLink to="/instance" search={{ key: to.id }} {...style} />
  if (slug === undefined) return <strong className={classes.name}>{name}</strong>
  switch (to.kind) {
    case 'project':
      return <TextLink to="/projects/$slug" params={{ slug }} {...style} />
    case 'application':
      return (
        <TextLink to="/projects/$slug/applications/$applicationId" params={{ slug, applicationId: to.id }} {...style} />
      )
    case 'api':
      return <TextLink to="/projects/$slug/apis/$apiId" params={{ slug, apiId: to.id }} {...style} />
    case 'signingKey':
      return <TextLink to="/projects/$slug/signing-keys" params={{ slug }} search={{ key: to.id }} {...style} />
    case 'adminKey':
      return <TextLink to="/projects/$slug/admin-api" params={{ slug }} search={{ key: to.id }} {...style} />
  }
}
