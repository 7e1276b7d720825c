{{- /* Copyright: openmetadata.sso contributors; SPDX-License-Identifier: GPL-3.0-or-later */ -}}
{{- $config := .Values.openmetadata.config -}}
{{- $groups := (include "groups" . | fromJson).groups -}}
{{- range $group := $groups }}
{{- if .secret }}
---
apiVersion: v1
kind: Secret
metadata:
  name: {{ $.Release.Name }}-{{ .secret }}
data:
{{- range $form := list "quoted" "optional" "raw" "lists" "optional_lists" }}
{{- range $variable, $path := (index $group $form | default dict) }}
{{- $full := ternary (printf "%s.%s" $group.below $path) $path (not (empty $group.below)) }}
{{- $value := (include "at" (dict "config" $config "path" $full) | fromJson).value }}
{{- if eq $form "quoted" }}
  {{ $variable }}: {{ $value | quote | b64enc }}
{{- else if and (eq $form "optional") $value }}
  {{ $variable }}: {{ $value | quote | b64enc }}
{{- else if eq $form "raw" }}
  {{ $variable }}: {{ $value | b64enc }}
{{- else if or (eq $form "lists") (and (eq $form "optional_lists") $value) }}
{{- $items := list }}
{{- range $value }}{{ $items = append $items (quote .) }}{{ end }}
  {{ $variable }}: {{ printf "[%s]" (join "," $items) | b64enc }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
  labels: {app.kubernetes.io/name: openmetadata, app.kubernetes.io/instance: {{ .Release.Name }}}
spec:
  replicas: {{ .Values.replicaCount }}
  selector:
    matchLabels: {app.kubernetes.io/name: openmetadata, app.kubernetes.io/instance: {{ .Release.Name }}}
  template:
    metadata:
      annotations: {{ .Values.podAnnotations | toJson }}
      labels: {app.kubernetes.io/name: openmetadata, app.kubernetes.io/instance: {{ .Release.Name }}}
    spec:
      volumes:
{{- if .Values.extraVolumes }}
{{- tpl (toYaml .Values.extraVolumes) $ | nindent 8 }}
{{- end }}
      containers:
        - name: openmetadata
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
          volumeMounts:
{{- with .Values.extraVolumeMounts }}
{{- toYaml . | nindent 12 }}
{{- end }}
          envFrom:
{{- range $groups }}
{{- if .secret }}
            - secretRef:
                name: {{ $.Release.Name }}-{{ .secret }}
{{- end }}
{{- end }}
          env:
{{- range $group := $groups }}
{{- range $variable, $path := (.references | default dict) }}
{{- $full := ternary (printf "%s.%s" $group.below $path) $path (not (empty $group.below)) }}
{{- $reference := (include "at" (dict "config" $config "path" $full) | fromJson).value }}
{{- if $reference.secretRef }}
            - name: {{ $variable }}
              valueFrom:
                secretKeyRef:
                  name: {{ $reference.secretRef }}
                  key: {{ $reference.secretKey }}
{{- end }}
{{- end }}
{{- end }}
{{- with .Values.extraEnvs }}
{{ toYaml . | indent 12 }}
{{- end }}
