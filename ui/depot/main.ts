import { h } from '../lib/html.ts'
import { render } from 'preact'
import { startRouter } from '../lib/router.ts'
import { startClock } from '../lib/time.ts'
import { App } from './app.ts'

startRouter()
startClock()
const root = document.getElementById('app')
if (!root) throw new Error('index.html has no #app')
render(h(App, {}), root)
