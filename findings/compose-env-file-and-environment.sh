#!/usr/bin/env bash
# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What a container gets from env_file beside environment depends on the version of compose-go, the library in which Docker
# Compose reads its files (2.4.9 is in Compose 2.34, 2.6.0 in 2.35, 2.16.2 in 5.7.1). One project, five versions:
# BARE stands without a value in environment and with one in env_file. It arrives with 2.1.0 and 2.5.0, not with the others.
# SEEN refers in env_file to a variable that environment alone sets. It is resolved from 2.5.0 on, and empty before.
# Needs Go and its module proxy.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir project
cat >project/compose.yaml <<'YAML'
services:
  server:
    image: none
    env_file: own.env
    environment:
      - BARE
      - ISSUER=https://id.example.com
YAML
cat >project/own.env <<'ENV'
BARE=of the env file
SEEN=${ISSUER}/keys
ENV
cat >main.go <<'GO'
package main

import (
	"context"
	"fmt"
	"io"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/sirupsen/logrus"
)

func main() {
	logrus.SetOutput(io.Discard)
	options, err := cli.NewProjectOptions(nil, cli.WithWorkingDirectory("../project"), cli.WithName("p"), cli.WithDefaultConfigPath)
	if err != nil {
		panic(err)
	}
	project, err := options.LoadProject(context.Background())
	if err != nil {
		panic(err)
	}
	for _, name := range []string{"BARE", "SEEN"} {
		value := project.Services["server"].Environment[name]
		if value == nil {
			fmt.Printf(" %s not set", name)
		} else {
			fmt.Printf(" %s=%q", name, *value)
		}
	}
	fmt.Println()
}
GO
for version in 2.1.0 2.4.9 2.5.0 2.6.0 2.16.2; do
    mkdir "v$version"
    cp main.go "v$version"
    (cd "v$version" && go mod init example.org/reader && go mod edit -require="github.com/compose-spec/compose-go/v2@v$version" && go mod tidy && go build -o reader .) >/dev/null 2>&1
    echo "$version$(cd "v$version" && ./reader)"
done | tee seen
cat >expected <<'TXT'
2.1.0 BARE="of the env file" SEEN="/keys"
2.4.9 BARE not set SEEN="/keys"
2.5.0 BARE="of the env file" SEEN="https://id.example.com/keys"
2.6.0 BARE not set SEEN="https://id.example.com/keys"
2.16.2 BARE not set SEEN="https://id.example.com/keys"
TXT
diff expected seen
