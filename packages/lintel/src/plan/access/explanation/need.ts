/** What would have to change for a rule to decide otherwise. */

export type Need =
  | {
      readonly kind: 'change'
      readonly text: string
      /** What it is now, where that may be told: `'draft'`. */
      readonly now?: string
    }
  | { readonly kind: 'role'; readonly role: string }
  /** Any, or all, of these. */
  | { readonly kind: 'any' | 'all'; readonly of: readonly Need[] }

/** `role support or admin, or orders.customer would have to be 7` */
export function needText(need: Need): string {
  switch (need.kind) {
    case 'change':
      return need.text
    case 'role':
      return `role ${need.role}`
    case 'any':
      return withRolesTogether(need.of).join(', or ')
    case 'all':
      return need.of
        .map((each) => (each.kind === 'any' ? `(${needText(each)})` : needText(each)))
        .join(', and ')
  }
}

/** With what it is now: `orders.status would have to be 'paid' (it is 'placed')` */
export function presentText(need: Need): string {
  const now = need.kind === 'change' ? need.now : undefined
  return `${needText(need)}${now === undefined ? '' : ` (it is ${now})`}`
}

function withRolesTogether(needs: readonly Need[]): readonly string[] {
  const roles = needs.flatMap((each) => (each.kind === 'role' ? [each.role] : []))
  const others = needs.flatMap((each) => (each.kind === 'role' ? [] : [needText(each)]))
  return [...new Set([...(roles.length > 0 ? [`role ${roles.join(' or ')}`] : []), ...others])]
}

/** One need where there is one, and nothing within nothing. */
export function joinNeeds(kind: 'any' | 'all', needs: readonly (Need | undefined)[]): Need | undefined {
  const present = needs.flatMap((each) => (each === undefined ? [] : each.kind === kind ? each.of : [each]))
  return present.length <= 1 ? present[0] : { kind, of: present }
}
