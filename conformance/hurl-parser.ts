// In charge of the grammar of a Hurl file: requests, each with its answer and its sections.
// It takes the part of the grammar that the RealWorld suite uses; the rest is an error, not silence.

import { parseAssert, parseCapture } from './assert-parser.ts'
import type { HurlAssert, HurlCapture, HurlFile, HurlHeader, HurlRequest } from './hurl-file.ts'
import { scanJsonBody } from './json-body.ts'
import { LineScanner } from './line-scanner.ts'
import { SourceLines } from './source-lines.ts'
import { type JsonTemplate, parseTemplate, type Template } from './template.ts'

const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
const header = /^([\w!#$%&'*+.^`|~-]+):(.*)$/
const section = /^\[([A-Za-z]+)\]\s*(#.*)?$/
const requestLine = /^[A-Z]+\s/
const statusLine = /^HTTP\b/

/**
 * Reads a Hurl file.
 *
 * @param path   as it shall be named in messages
 * @throws       HurlSyntaxError, with file and line, at the first thing that is not understood
 */
export function parseHurl(path: string, text: string): HurlFile {
  const lines = new SourceLines(path, text)
  const requests: HurlRequest[] = []
  for (lines.skipEmpty(); !lines.atEnd(); lines.skipEmpty()) requests.push(readRequest(lines))
  return { path, requests }
}

function readRequest(lines: SourceLines): HurlRequest {
  const comment = lines.commentAbove()
  const line = lines.current()
  const { method, url } = readRequestLine(lines)
  const headers = readHeaders(lines)
  const body = readBody(lines)
  const status = readStatus(lines)
  const { captures, asserts } = readSections(lines)
  const name = comment ?? line.text.trim()
  return { line: line.number, name, method, url, headers, body, status, captures, asserts }
}

function readRequestLine(lines: SourceLines): { method: string; url: Template } {
  const scanner = new LineScanner(lines.current())
  const method = scanner.word()
  if (!methods.has(method)) scanner.fail(`a request was expected here, and "${method}" is not a known method`)
  const url = scanner.word()
  if (url === '') scanner.fail('a request needs a URL')
  if (url.includes('#')) scanner.fail('a # in a URL is not understood')
  scanner.end()
  lines.advance()
  return { method, url: scanner.within(() => parseTemplate(url)) }
}

function readHeaders(lines: SourceLines): HurlHeader[] {
  const headers: HurlHeader[] = []
  for (lines.skipEmpty(); !lines.atEnd(); lines.skipEmpty()) {
    const { text } = lines.current()
    const match = header.exec(text)
    if (!match || statusLine.test(text)) break
    const scanner = new LineScanner(lines.current())
    if (/[#\\]/.test(match[2]!)) scanner.fail('a comment or an escape in a header is not understood')
    headers.push({ name: match[1]!, value: scanner.within(() => parseTemplate(match[2]!.trim())) })
    lines.advance()
  }
  return headers
}

function readBody(lines: SourceLines): JsonTemplate | undefined {
  if (lines.atEnd()) return undefined
  const line = lines.current()
  if (section.test(line.text) || !/^[{[]/.test(line.text)) return undefined
  const scanner = new LineScanner(line)
  const { template, length } = scanner.within(() => scanJsonBody(lines.rest()))
  lines.advanceOver(length)
  return template
}

function readStatus(lines: SourceLines): HurlRequest['status'] {
  lines.skipEmpty()
  if (lines.atEnd()) lines.failAtEnd('the file ends where an `HTTP <status>` line was expected')
  const line = lines.current()
  const scanner = new LineScanner(line)
  if (scanner.word() !== 'HTTP') {
    scanner.fail(`a header, a JSON body or "HTTP <status>" was expected, not "${line.text.trim()}"`)
  }
  const code = scanner.word()
  if (!/^[1-5]\d\d$/.test(code)) scanner.fail(`"${code}" is not a status`)
  scanner.end()
  lines.advance()
  return { line: line.number, code: Number(code) }
}

function readSections(lines: SourceLines): { captures: HurlCapture[]; asserts: HurlAssert[] } {
  const captures: HurlCapture[] = []
  const asserts: HurlAssert[] = []
  const readers: Readonly<Record<string, () => void>> = {
    Captures: () => captures.push(parseCapture(lines.current())),
    Asserts: () => asserts.push(parseAssert(lines.current())),
  }
  let readLine: (() => void) | undefined
  for (lines.skipEmpty(); !lines.atEnd(); lines.skipEmpty()) {
    const line = lines.current()
    if (requestLine.test(line.text)) break
    const title = section.exec(line.text)?.[1]
    if (title !== undefined) readLine = readers[title] ?? unknownSection(line)
    else if (readLine) readLine()
    else new LineScanner(line).fail(`a section or a request was expected, not "${line.text.trim()}"`)
    lines.advance()
  }
  return { captures, asserts }
}

function unknownSection(line: ReturnType<SourceLines['current']>): never {
  return new LineScanner(line).fail(`${line.text.trim()} is not understood (known: [Captures], [Asserts])`)
}
