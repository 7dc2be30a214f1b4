// Counts the tests of a run and names what failed, also the suites that could not run at all, in the file that
// `TEST_SUMMARY` names: the first line is `<passed> <failed>`.
import { writeFileSync } from 'node:fs';

/** Of a long cause: how it begins, and what it ends with, which is where a process says why it has ended. */
const BEGINNING = 500;
const END = 2_000;

export default class Summary {
  onTestRunEnd(modules, unhandled) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const places = modules.flatMap((module) => [module, ...module.children.allSuites()]);
    const failures = [
      ...tests.filter((test) => test.result().state === 'failed').map((test) => [test, test.result().errors]),
      ...places.filter((place) => place.errors().length > 0).map((place) => [place, place.errors()]),
    ].map(([{ module, fullName, moduleId }, errors]) => told(module?.moduleId ?? moduleId, fullName ?? '', errors));
    failures.push(...unhandled.map((error) => told('outside of any test', '', [error])));
    const passed = tests.filter((test) => test.result().state === 'passed').length;
    writeFileSync(process.env.TEST_SUMMARY, `${passed} ${failures.length}\n${failures.join('')}`);
  }
}

function told(file, name, errors) {
  const causes = errors.map(({ stack, message }) => shortened(String(stack ?? message)));
  return `\n${file} ${name}\n${causes.join('\n')}\n`;
}

function shortened(cause) {
  return cause.length > BEGINNING + END ? `${cause.slice(0, BEGINNING)}\n…\n${cause.slice(-END)}` : cause;
}
