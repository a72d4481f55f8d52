import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client'
import type { Measurement } from '../domain/measurement.ts'

/** The numbers of the process and of its parts, in the text form of Prometheus. */
export class Metrics {
  readonly #registry = new Registry()
  readonly #sources: readonly (() => readonly Measurement[])[]
  readonly contentType = this.#registry.contentType

  constructor(sources: readonly (() => readonly Measurement[])[]) {
    this.#sources = sources
    collectDefaultMetrics({ register: this.#registry })
  }

  async text(): Promise<string> {
    for (const source of this.#sources) for (const measurement of source()) this.#take(measurement)
    return this.#registry.metrics()
  }

  /** The parts count for themselves; what they say now replaces what was said at the last scrape. */
  #take({ name, help, kind, value, labels = {} }: Measurement): void {
    const known = this.#registry.getSingleMetric(name)
    if (kind === 'gauge') {
      const gauge = known instanceof Gauge ? known : this.#add(Gauge, name, help, labels)
      gauge.set(labels, value)
      return
    }
    const counter = known instanceof Counter ? known : this.#add(Counter, name, help, labels)
    counter.remove(labels)
    counter.inc(labels, value)
  }

  #add<M>(
    Kind: new (configuration: {
      name: string
      help: string
      labelNames: string[]
      registers: Registry[]
    }) => M,
    name: string,
    help: string,
    labels: Readonly<Record<string, string>>,
  ): M {
    return new Kind({ name, help, labelNames: Object.keys(labels), registers: [this.#registry] })
  }
}
