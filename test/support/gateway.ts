import type { Test } from 'tap'
import { composeGateway, type Gateway } from '../../appliance/compose.ts'
import { loadConfig, type Config } from '../../appliance/config.ts'
import type { Clock } from '../../appliance/domain/clock.ts'
import type { LiveEvent } from '../../appliance/domain/live-event.ts'

export interface TestGateway extends Gateway {
  readonly config: Config
  readonly ports: NonNullable<Gateway['ports']>
  /** Asks the API as the command line does, with every permission. */
  readonly api: <T>(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: object,
  ) => Promise<T>
  /** Resolves with the next live event that fits. */
  readonly event: (fits: (event: LiveEvent) => boolean) => Promise<LiveEvent>
  /** Stops this one and starts another on the same data directory. */
  readonly restart: () => Promise<TestGateway>
}

export interface TestGatewayOptions {
  readonly clock?: Clock
  readonly config?: Partial<Config>
}

/** A whole gateway on ports of its own, over a data directory that goes away with the test. */
export function startGateway(t: Test, options: TestGatewayOptions = {}): Promise<TestGateway> {
  const environment = {
    GATEHOUSE_DATA_DIR: t.testdir({}),
    GATEHOUSE_HTTP_PORT: '0',
    GATEHOUSE_OCPP_PORT: '0',
    GATEHOUSE_LOG_LEVEL: 'silent',
    GATEHOUSE_ZONE: 'Europe/London',
    GATEHOUSE_OCPP_RATE: '0',
    GATEHOUSE_OCPP_NO_PASSWORD: 'allow',
    GATEHOUSE_OCPP_UNKNOWN_CHARGERS: 'approve',
  }
  return start(t, { ...loadConfig(environment), ...options.config }, options.clock)
}

async function start(t: Test, config: Config, clock: Clock | undefined): Promise<TestGateway> {
  const gateway = await composeGateway(config, { listen: true, ...(clock && { clock }) })
  t.teardown(() => gateway.close())
  const { app, controlSecret, ports } = gateway
  if (!ports) throw new Error('the gateway does not listen')
  return {
    ...gateway,
    config,
    ports,
    async api(method, url, payload) {
      const headers = { authorization: `Bearer ${controlSecret}` }
      const answer = await app.inject({ method, url, headers, ...(payload && { payload }) })
      if (answer.statusCode >= 400) throw new Error(`${answer.statusCode} ${answer.body}`)
      return answer.body === '' ? (undefined as never) : answer.json()
    },
    event(fits) {
      return new Promise((resolve) => {
        const stop = gateway.subscribe((event) => {
          if (!fits(event)) return
          stop()
          resolve(event)
        })
      })
    },
    async restart() {
      await gateway.close()
      return start(t, config, clock)
    },
  }
}
