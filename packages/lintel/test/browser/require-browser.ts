/** Before anything is started: without a browser nothing here can be tried. */
import { findBrowser } from './find-browser.ts'

export default function setup(): void {
  findBrowser()
}
