import htm from 'htm'
import { h as createElement, type ComponentType, type VNode } from 'preact'

const build: (strings: readonly string[], ...values: unknown[]) => VNode = htm.bind(createElement) as never

/**
 * JSX-like templates without a compiler. Stateless pieces are plain functions that are called
 * (`${panel({ … })}`), so their arguments stay type-checked; components with hooks go through `h`.
 * A line break between two inline pieces is a space, as in HTML: formatters wrap lines on that assumption,
 * while htm by itself drops it.
 */
export function html(strings: TemplateStringsArray, ...values: unknown[]): VNode {
  return build(spacedOf(strings), ...values)
}

/** htm caches what it has parsed by the identity of the strings, so each template needs one spaced copy. */
const spacedCopies = new WeakMap<TemplateStringsArray, readonly string[]>()

function spacedOf(strings: TemplateStringsArray): readonly string[] {
  const known = spacedCopies.get(strings)
  if (known) return known
  const last = strings.length - 1
  const spaced = strings.map((text, index) => {
    const begun = index === 0 ? text.replace(/^\s*\n\s*/, '') : text
    const ended = index === last ? begun.replace(/\s*\n\s*$/, '') : begun
    return ended.replaceAll(/\s*\n\s*/g, ' ')
  })
  spacedCopies.set(strings, spaced)
  return spaced
}

/** A component with its props, checked, as a plain `VNode` that any template takes. */
export function h<Props>(
  component: (props: Props) => VNode | null,
  props: Props & { key?: string | number },
): VNode {
  return createElement(component as ComponentType<object>, props as object)
}
