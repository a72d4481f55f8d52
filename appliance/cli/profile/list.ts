import { defineCommand } from '../command.ts'
import { table } from '../table.ts'

interface Profile {
  readonly id: string
  readonly title: string
  readonly match: { readonly protocols: readonly string[] }
  readonly freevend: { readonly control: string }
  readonly tolerances: readonly { readonly name: string }[]
}

export const profileList = defineCommand({
  name: 'profile list',
  summary: 'List the firmware profiles, in the order in which they are tried.',
  operands: '',
  count: [0, 0],
  options: {},
  examples: ['gatehouse profile list'],
  async run({ gateway }) {
    const { items } = await (await gateway()).get<{ items: Profile[] }>('/api/profiles')
    const columns = {
      id: (profile: Profile) => profile.id,
      title: (profile: Profile) => profile.title,
      protocols: (profile: Profile) => profile.match.protocols.join(' '),
      'free-vend by': (profile: Profile) => profile.freevend.control,
      tolerances: (profile: Profile) => profile.tolerances.length,
    }
    return { data: { items }, text: table(items, columns, 'There are no firmware profiles.') }
  },
})
