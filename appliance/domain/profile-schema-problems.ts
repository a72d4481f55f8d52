import type { ProfileProblem } from './profile-problem.ts'

/** What a JSON schema validator says of one place. */
export interface SchemaError {
  /** `/match/firmware` */
  readonly instancePath: string
  readonly keyword: string
  readonly message?: string
  readonly params: Readonly<Record<string, unknown>>
}

/** Each wrong field once; the remarks of `if` and `oneOf` only repeat what lies below them. */
export function schemaProblems(id: string, errors: readonly SchemaError[]): ProfileProblem[] {
  const telling = errors.filter(({ keyword }) => keyword !== 'if' && keyword !== 'oneOf')
  const problems = (telling.length > 0 ? telling : errors).map((error) => schemaProblem(id, error))
  return problems.filter((one, at) => at === problems.findIndex((other) => isSame(one, other)))
}

function isSame(a: ProfileProblem, b: ProfileProblem): boolean {
  return a.field === b.field && a.problem === b.problem
}

function schemaProblem(id: string, { instancePath, keyword, message, params }: SchemaError): ProfileProblem {
  const path = instancePath.slice(1).replaceAll('/', '.')
  const named = params['additionalProperty'] ?? params['missingProperty']
  const inside = typeof named === 'string' ? [named] : []
  return {
    id,
    field: [...(path === '' ? [] : [path]), ...inside].join('.'),
    problem: problemTexts[keyword] ?? message ?? 'does not fit the schema',
    remedy: remedyOf(keyword, path, params),
  }
}

const problemTexts: Readonly<Record<string, string>> = {
  additionalProperties: 'is not a field of profiles',
  required: 'is missing',
  enum: 'is not one of the words for it',
}

function remedyOf(keyword: string, path: string, params: SchemaError['params']): string {
  switch (keyword) {
    case 'additionalProperties':
      return 'correct its spelling or remove it'
    case 'required':
      return 'add it'
    case 'enum':
      return `write one of ${[params['allowedValues']].flat().join(', ')}`
    default:
      return path === 'match.firmware'
        ? 'write a text with *, or a range such as >=1.8 <1.9'
        : 'see docs/firmware-profiles.md'
  }
}
