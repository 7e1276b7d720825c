// Copyright: openmetadata.sso contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Reads the folders of Compose projects, one a line of standard input, with the library that Docker Compose reads
// them with. Prints one JSON object a line: {"services": {service: {variable: value or null}}} or {"error": text}.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"os"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/sirupsen/logrus"
)

func read(folder string) (map[string]map[string]*string, error) {
	options, err := cli.NewProjectOptions(nil, cli.WithWorkingDirectory(folder), cli.WithName("project"),
		cli.WithEnvFiles(), cli.WithDotEnv, cli.WithConfigFileEnv, cli.WithDefaultConfigPath)
	if err != nil {
		return nil, err
	}
	project, err := options.LoadProject(context.Background())
	if err != nil {
		return nil, err
	}
	services := map[string]map[string]*string{}
	for name, service := range project.Services {
		services[name] = service.Environment
	}
	return services, nil
}

func main() {
	logrus.SetOutput(io.Discard)
	answers := json.NewEncoder(os.Stdout)
	folders := bufio.NewScanner(os.Stdin)
	for folders.Scan() {
		services, err := read(folders.Text())
		if err != nil {
			answers.Encode(map[string]string{"error": err.Error()})
		} else {
			answers.Encode(map[string]any{"services": services})
		}
	}
}
