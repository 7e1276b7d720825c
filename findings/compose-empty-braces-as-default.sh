#!/usr/bin/env bash
# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# compose-go 2.16.2 (Docker Compose 5.7.1): a default of empty braces, ${A:-{}}, is read alone, but not with another reference
# with a default behind it in the same value, although each of the two is valid alone. With anything between the braces it is
# read again: where a reference ends is counted without the character right after an opening brace.
# Needs Go and its module proxy.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >main.go <<'GO'
package main

import (
	"fmt"

	"github.com/compose-spec/compose-go/v2/template"
)

func main() {
	unset := func(string) (string, bool) { return "", false }
	for _, text := range []string{"${A:-{}}", "${B:-x}", "${A:-{}} ${B:-x}", "${A:-{ }} ${B:-x}"} {
		read, err := template.Substitute(text, unset)
		fmt.Printf("%s -> %q refused: %v\n", text, read, err != nil)
	}
}
GO
(go mod init example.org/reader && go mod edit -require=github.com/compose-spec/compose-go/v2@v2.16.2 && go mod tidy && go build -o reader .) >/dev/null 2>&1
./reader 2>/dev/null | tee seen
cat >expected <<'TXT'
${A:-{}} -> "{}" refused: false
${B:-x} -> "x" refused: false
${A:-{}} ${B:-x} -> "" refused: true
${A:-{ }} ${B:-x} -> "{ } x" refused: false
TXT
diff expected seen
