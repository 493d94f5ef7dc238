import { Alert, Button, Group, List, Modal, Progress, Stack, Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'

import { problemOf } from '../graphql/errors'
import { SubmitButtons } from '../ui/SubmitButtons'
import { numberOf } from '../usage/words'
import { runAll } from './run'
import type { Progress as Done, Step } from './run'

interface Named {
  id: string
  name: string
}

interface BulkDialogProps<Item extends Named> {
  opened: boolean
  onClose: () => void
  /** "Disable 3 applications". */
  title: string
  /** The verb of the button: "Disable 3 applications". */
  confirm: string
  /** "disabled"; the result says "3 of 3 disabled". */
  done: string
  items: readonly Item[]
  isDanger?: boolean
  /** Whether something is missing. */
  incomplete?: boolean
  step: Step<Item>
  /** Called when all succeeded. */
  onDone: () => void
  /** What will happen. */
  children: ReactNode
}

/** Asks once, does something to many objects, shows how far it is, and what failed. */
export function BulkDialog<Item extends Named>(props: BulkDialogProps<Item>) {
  const [isRunning, setRunning] = useState(false)
  return (
    <Modal
      opened={props.opened}
      // What has begun is seen to its end.
      onClose={isRunning ? () => undefined : props.onClose}
      withCloseButton={!isRunning}
      title={props.title}
    >
      {/* Mounted at each opening: nothing is left of the last time. */}
      {props.opened && <Body {...props} onRunning={setRunning} />}
    </Modal>
  )
}

type BodyProps<Item extends Named> = BulkDialogProps<Item> & { onRunning: (isRunning: boolean) => void }

function Body<Item extends Named>(props: BodyProps<Item>) {
  const { confirm, isDanger = false, incomplete = false, step, onDone, onClose, onRunning, children } = props
  // Of the list as it was: it changes while the work is under way.
  const [items, setItems] = useState(props.items)
  const [progress, setProgress] = useState<Done<Item>>()
  const [isDone, setDone] = useState(false)
  const running = useRef<AbortController>(null)
  useEffect(() => () => running.current?.abort(), [])

  const run = async (chosen: readonly Item[]) => {
    setItems(chosen)
    setDone(false)
    setProgress({ done: 0, failed: [], left: [] })
    onRunning(true)
    const controller = new AbortController()
    running.current = controller
    const result = await runAll(chosen, step, setProgress, undefined, controller.signal)
    setProgress(result)
    onRunning(false)
    setDone(true)
    if (result.failed.length + result.left.length === 0) onDone()
  }
  if (progress) {
    return (
      <Result
        {...props}
        items={items}
        progress={progress}
        isDone={isDone}
        onStop={() => running.current?.abort()}
        onRun={(some) => void run(some)}
      />
    )
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (!incomplete) void run(items)
      }}
    >
      <Stack gap="md">
        {children}
        <SubmitButtons busy={false} disabled={incomplete} isDanger={isDanger} onCancel={onClose}>
          {confirm}
        </SubmitButtons>
      </Stack>
    </form>
  )
}

type ResultProps<Item extends Named> = BodyProps<Item> & {
  progress: Done<Item>
  isDone: boolean
  onStop: () => void
  /** Begins again with some of them. */
  onRun: (some: Item[]) => void
}

function Result<Item extends Named>(props: ResultProps<Item>) {
  const { items, progress, isDone, done, onClose, onStop, onRun } = props
  const { failed, left } = progress
  const [isStopping, setStopping] = useState(false)
  const says = isDone
    ? `${numberOf(progress.done - failed.length)} of ${numberOf(items.length)} ${done}.${stoppedWords(left.length)}`
    : `${numberOf(progress.done)} of ${numberOf(items.length)} processed…`
  const run = (some: Item[]) => {
    setStopping(false)
    onRun(some)
  }
  return (
    <Stack gap="md">
      <Text size="sm" role="status">
        {says}
      </Text>
      <Progress
        value={(progress.done / items.length) * 100}
        color={failed.length > 0 ? 'red' : undefined}
        aria-label="Progress"
      />
      {failed.length > 0 && (
        <Alert color="red" role="alert" title={`${failed.length} could not be ${done}`}>
          <List size="sm" spacing={4}>
            {failed.slice(0, SHOWN).map(({ item, error }) => (
              <List.Item key={item.id}>
                <b>{item.name}</b>: {problemOf(error).message}
              </List.Item>
            ))}
          </List>
          {failed.length > SHOWN && <Text size="sm">And {failed.length - SHOWN} more.</Text>}
        </Alert>
      )}
      <Group justify="flex-end" gap="sm">
        {isDone && failed.length > 0 && left.length === 0 && (
          <Button variant="default" onClick={() => run(failed.map(({ item }) => item))}>
            Try the failed ones again
          </Button>
        )}
        {isDone && left.length > 0 && (
          <Button variant="default" onClick={() => run([...failed.map(({ item }) => item), ...left])}>
            Continue
          </Button>
        )}
        {!isDone && items.length > STOPPABLE && (
          <Button
            variant="default"
            disabled={isStopping}
            onClick={() => {
              setStopping(true)
              onStop()
            }}
          >
            Stop
          </Button>
        )}
        <Button disabled={!isDone} onClick={onClose} data-autofocus>
          Done
        </Button>
      </Group>
    </Stack>
  )
}

function stoppedWords(left: number): string {
  if (left === 0) return ''
  return left === 1 ? ' Stopped: 1 is as it was.' : ` Stopped: ${numberOf(left)} are as they were.`
}

/** So many failures are listed. */
const SHOWN = 10
/** The work on so few is over before a press can stop it. */
const STOPPABLE = 10
