import { graphql } from '../../graphql/generated'

/** Changes a rule. An absent field stays. */
export const UpdateRuleDocument = graphql(`
  mutation UpdateOperatorRule($input: UpdateOperatorRuleInput!) {
    updateOperatorRule(input: $input) {
      operatorRule {
        ...OperatorRuleFields
      }
    }
  }
`)
