#!/usr/bin/env bash
# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# compose-go 2.16.2 (Docker Compose 5.7.1): called in the same folder with the same Compose file, a project has another name and
# another source of a relative bind mount where the variable PWD holds a symbolic link to that folder. A shell sets PWD to the
# link that was entered, a program that changes its folder for a call sets nothing, so that the two manage different projects:
# the second one leaves the containers of the first one alone, and starts its own beside them. A warning names the link, to whom
# entered by it.
# Needs Go and its module proxy.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >main.go <<'GO'
package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/compose-spec/compose-go/v2/cli"
)

func main() {
	options, err := cli.NewProjectOptions(nil, cli.WithDefaultConfigPath)
	if err != nil {
		panic(err)
	}
	project, err := options.LoadProject(context.Background())
	if err != nil {
		panic(err)
	}
	source := project.Services["db"].Volumes[0].Source
	fmt.Println(project.Name, strings.TrimPrefix(source, os.Args[1]))
}
GO
(go mod init example.org/reader && go mod edit -require=github.com/compose-spec/compose-go/v2@v2.16.2 && go mod tidy && go build -o reader .) >/dev/null 2>&1
mkdir om-1.12
ln -s om-1.12 om
cat >om-1.12/compose.yaml <<'YAML'
services:
  db:
    image: postgres
    volumes: ["./data:/data"]
YAML
cd om-1.12
for name in om om-1.12; do
    PWD=$work/$name "$work/reader" "$work" 2>/dev/null
done | tee "$work/seen"
printf '%s\n' 'om /om/data' 'om-112 /om-1.12/data' | diff - "$work/seen"
