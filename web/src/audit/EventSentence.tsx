import type { SentenceFieldsFragment } from '../graphql/generated/graphql'
import { useProjectIfAny } from '../app/project'
import { destinationOf } from '../ui/destination'
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
  const slug = useProjectIfAny()?.slug
  const style = { className: classes.link, size: 'sm', fw: 500 } as const
  switch (to.kind) {
    case 'object': {
      const destination = destinationOf(to.node)
      if (!destination) break
      return (
        <TextLink {...destination.target} {...style}>
          {name}
        </TextLink>
      )
    }
    case 'application':
      if (slug === undefined) break
      return (
        <TextLink to="/projects/$slug/applications/$applicationId" params={{ slug, applicationId: to.id }} {...style}>
          {name}
        </TextLink>
      )
    case 'api':
      if (slug === undefined) break
      return (
        <TextLink to="/projects/$slug/apis/$apiId" params={{ slug, apiId: to.id }} {...style}>
          {name}
        </TextLink>
      )
  }
  return <strong className={classes.name}>{name}</strong>
}
