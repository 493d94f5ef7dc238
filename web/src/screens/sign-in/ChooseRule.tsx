import { Anchor, Button, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { SubmitEvent } from 'react'

import { permissionsSummary } from '../../keys/permissions'
import type { OfferedRule, OperatorSession } from '../../session/operator/api'
import { Problem } from '../../session/problem'
import { signInByRule, signOut } from '../../session/signIn'
import { ChoiceCards } from '../../ui/ChoiceCards'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { SignInFrame } from './SignInFrame'

interface ChooseRuleProps {
  session: OperatorSession
  rules: OfferedRule[]
}

/** Asks which of several rules the person acts by. Their permissions do not add up. */
export function ChooseRule({ session, rules }: ChooseRuleProps) {
  const [ruleId, setRuleId] = useState(rules[0]?.id ?? '')
  const [problem, setProblem] = useState<Problem>()
  const [busy, setBusy] = useState(false)
  const run = async (act: () => Promise<void>) => {
    setBusy(true)
    setProblem(undefined)
    try {
      await act()
    } catch (error) {
      setProblem(error instanceof Problem ? error : new Problem('The sign-in failed.', String(error)))
      setBusy(false)
    }
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    void run(() => signInByRule(ruleId))
  }
  return (
    <SignInFrame title="Choose what to do">
      <form onSubmit={submit}>
        <Stack gap="md">
          <ChoiceCards
            label={`Signed in as ${session.displayName}`}
            description="Several rules let you in. You act by one of them at a time."
            choices={rules.map(({ id, name, projectSlug, projectName, permissions }) => ({
              value: id,
              label: name,
              explanation: `${projectName === null ? 'All projects' : `Project ${projectName}`}: ${permissionsSummary(
                permissions,
                projectSlug === null ? 'INSTANCE' : 'PROJECT',
              )}`,
            }))}
            value={ruleId}
            onChange={setRuleId}
          />
          {problem && <ProblemAlert error={problem} />}
          <Button type="submit" loading={busy}>
            Continue
          </Button>
          <Text size="sm" ta="center">
            <Anchor component="button" type="button" inherit onClick={() => void run(signOut)}>
              Sign out
            </Anchor>
          </Text>
        </Stack>
      </form>
    </SignInFrame>
  )
}
