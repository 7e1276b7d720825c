{{- /* Copyright: openmetadata.sso contributors; SPDX-License-Identifier: GPL-3.0-or-later */ -}}
{{- /* The value at a dotted path below openmetadata.config, as {"value": ...}; nothing where there is none. */ -}}
{{- define "at" -}}
{{- $node := .config -}}
{{- range splitList "." .path -}}
{{- $node = index ($node | default dict) . -}}
{{- end -}}
{{- dict "value" $node | toJson -}}
{{- end -}}

{{- define "counts" -}}
{{- $all := true -}}
{{- range $path, $wanted := .when -}}
{{- $found := (include "at" (dict "config" $.config "path" $path) | fromJson).value -}}
{{- if ne (toString $found) $wanted -}}{{- $all = false -}}{{- end -}}
{{- end -}}
{{- $all -}}
{{- end -}}

{{- /* The groups that count, with full paths. */ -}}
{{- define "groups" -}}
{{- $groups := list -}}
{{- range (.Files.Get "variables.yaml" | fromYaml).groups -}}
{{- if eq (include "counts" (dict "config" $.Values.openmetadata.config "when" (.when | default dict))) "true" -}}
{{- $groups = append $groups . -}}
{{- end -}}
{{- end -}}
{{- dict "groups" $groups | toJson -}}
{{- end -}}
