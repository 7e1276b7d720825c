#!/usr/bin/env bash
# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# One .env file, three readers that people take for the same: compose-go 2.9.0, which Docker Compose reads .env with,
# python-dotenv 1.1.1 and npm's dotenv 17.2.3. Of nine valid lines they agree on six:
# B=one#two is cut at the # by npm's dotenv alone; "$A" is expanded by compose-go alone; ${A:-z} by all but npm's.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >given.env <<'ENV'
A=one # two
B=one#two
C = three
D="x$A y"
E='x$A y'
F=${A:-z}!
G=a\nb
H="a\nb"
export I='it'
ENV
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check python-dotenv==1.1.1
npm install --silent --no-fund --no-audit dotenv@17.2.3 >/dev/null
mkdir go
cat >go/main.go <<'GO'
package main

import (
	"encoding/json"
	"os"

	"github.com/compose-spec/compose-go/v2/dotenv"
)

func main() {
	values, err := dotenv.Read("given.env")
	if err != nil {
		panic(err)
	}
	json.NewEncoder(os.Stdout).Encode(values)
}
GO
(cd go && go mod init example.org/reader >/dev/null 2>&1 && go mod edit -require=github.com/compose-spec/compose-go/v2@v2.9.0 && go mod tidy >/dev/null 2>&1 && go build -o ../reader .)
./reader >compose.json
venv/bin/python -c 'import dotenv, json; print(json.dumps(dotenv.dotenv_values("given.env")))' >python.json
node -e 'console.log(JSON.stringify(require("dotenv").parse(require("fs").readFileSync("given.env"))))' >npm.json
python3 - <<'PY' | tee seen
import json

read = {name: json.load(open(f"{name}.json")) for name in ("compose", "python", "npm")}
for variable in "ABCDEFGHI":
    values = [read[name].get(variable) for name in read]
    print(variable, "same" if len(set(values)) == 1 else "differs", *map(repr, values))
PY
cat >expected <<'TXT'
A same 'one' 'one' 'one'
B differs 'one#two' 'one#two' 'one'
C same 'three' 'three' 'three'
D differs 'xone y' 'x$A y' 'x$A y'
E same 'x$A y' 'x$A y' 'x$A y'
F differs 'one!' 'one!' '${A:-z}!'
G same 'a\\nb' 'a\\nb' 'a\\nb'
H same 'a\nb' 'a\nb' 'a\nb'
I same 'it' 'it' 'it'
TXT
diff expected seen
