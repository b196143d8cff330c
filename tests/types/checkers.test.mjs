// What TypeScript, Vue and Svelte report about programs that use the package: nothing in `right/`,
// and exactly the marked lines in `wrong/`. So a missing error fails, and so does an unexpected
// one.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));

/** Checker, its script, its options, and the files it checks. */
const CHECKERS = [
    ["tsc", "typescript/bin/tsc", ["--pretty", "false"], /\.tsx?$/],
    ["vue-tsc", "vue-tsc/bin/vue-tsc.js", ["--pretty", "false"], /\.(tsx?|vue)$/],
    [
        "svelte-check",
        "svelte-check/bin/svelte-check",
        ["--tsconfig", "./tsconfig.json", "--output", "machine", "--fail-on-warnings"],
        /\.(tsx?|svelte)$/,
    ],
];

/** A reported error, as `page.ts(7,1): error …` or `1700000000000 ERROR "page.ts" 7:1 …`. */
const COMPLAINT = /^(?:(\S+)\((\d+),\d+\): error |\d+ (?:ERROR|WARNING) "([^"]+)" (\d+):)/;

/** Runs a checker on a folder. */
function check([, program, options], folder) {
    const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [join(here, "node_modules", program), ...options],
        { cwd: join(here, folder), encoding: "utf8" },
    );
    const said = stdout + stderr;
    const complaints = said.split("\n").flatMap((line) => {
        const [, file, at, other, otherAt] = COMPLAINT.exec(line) ?? [];
        return file || other ? [`${file ?? other}:${at ?? otherAt}`] : [];
    });
    return { status, said, complaints: complaints.sort() };
}

/** Returns the marked lines of the files that a checker reads. */
function marked(folder, files) {
    return readdirSync(join(here, folder))
        .filter((file) => files.test(file))
        .flatMap((file) => {
            const lines = readFileSync(join(here, folder, file), "utf8").split("\n");
            // The first line only explains the mark.
            return lines.flatMap((line, at) => (at > 0 && /\btold\b/.test(line) ? [`${file}:${at + 1}`] : []));
        })
        .sort();
}

for (const checker of CHECKERS) {
    const [name, , , files] = checker;

    test(`${name} has nothing to say of what is right`, () => {
        const { status, said } = check(checker, "right");
        assert.equal(status, 0, said);
    });

    test(`${name} tells of what is wrong, and of nothing else`, () => {
        const { status, said, complaints } = check(checker, "wrong");
        assert.notEqual(status, 0);
        assert.deepEqual(complaints, marked("wrong", files), said);
    });
}

test("the package asks for no framework and no newest library", () => {
    const { status, said } = check(CHECKERS[0], "plain");
    assert.equal(status, 0, said);
});
