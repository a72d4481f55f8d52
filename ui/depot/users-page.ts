import type { VNode } from 'preact'
import { pageHead } from '../components/list-parts.ts'
import { may } from '../lib/api.ts'
import { h, html } from '../lib/html.ts'
import { Tokens } from './tokens.ts'
import { Users } from './users.ts'

/** Who may use this gateway: people with passwords, scripts with tokens. */
export function UsersPage(): VNode {
  return html`${pageHead('Users and tokens')}
    <div class="stack">${may('users.manage') && h(Users, {})} ${may('tokens.manage') && h(Tokens, {})}</div>`
}
