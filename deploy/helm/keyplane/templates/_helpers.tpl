{{/* The name of every object: the release, and the chart's name unless the release has it. */}}
{{- define "keyplane.name" -}}
{{- if contains "keyplane" .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-keyplane" (.Release.Name | trunc 41 | trimSuffix "-") -}}
{{- end -}}
{{- end }}

{{/* Labels by which pods of the server are found; they never change. */}}
{{- define "keyplane.selector" -}}
app.kubernetes.io/name: keyplane
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: server
{{- end }}

{{- define "keyplane.labels" -}}
app.kubernetes.io/name: keyplane
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end }}

{{- define "keyplane.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}
{{ .repository }}@{{ .digest }}
{{- else -}}
{{ .repository }}:{{ .tag | default $.Chart.AppVersion }}
{{- end -}}
{{- end -}}
{{- end }}

{{- define "keyplane.serviceAccount" -}}
{{ .Values.serviceAccount.name | default (include "keyplane.name" .) }}
{{- end }}

{{/* What every container is denied. */}}
{{- define "keyplane.containerSecurity" -}}
allowPrivilegeEscalation: false
capabilities: { drop: [ALL] }
readOnlyRootFilesystem: true
{{- end }}

{{- define "keyplane.podSecurity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
fsGroup: 65532
seccompProfile: { type: RuntimeDefault }
{{- end }}

{{/* The URL of the database, for the server and the migrations. */}}
{{- define "keyplane.databaseUrl" -}}
- name: KEYPLANE_DATABASE_URL
  valueFrom:
    secretKeyRef:
      name: {{ required "database.existingSecret is the Secret with the URL of the PostgreSQL database" .Values.database.existingSecret }}
      key: {{ .Values.database.key }}
{{- end }}

{{/* The configuration file. Values of the chart come before those of `settings`. */}}
{{- define "keyplane.settings" -}}
{{- $settings := dict "listen" "0.0.0.0:8080" "data_dir" "/data" "master_key_file" "/run/secrets/keyplane/master-key.json" -}}
{{- $_ := set $settings "public_url" (required "publicUrl is the URL under which clients reach Keyplane" .Values.publicUrl) -}}
{{- if eq .Values.database.type "postgresql" -}}
{{- /* The job has done it. */ -}}
{{- $_ := set $settings "migrate" false -}}
{{- end -}}
{{- if .Values.metrics.enabled -}}
{{- $_ := set $settings "metrics_listen" (printf "0.0.0.0:%v" .Values.metrics.port) -}}
{{- end -}}
{{- if .Values.tls.existingSecret -}}
{{- $_ := set $settings "tls_cert" "/run/secrets/tls/tls.crt" -}}
{{- $_ := set $settings "tls_key" "/run/secrets/tls/tls.key" -}}
{{- end -}}
{{- if .Values.bootstrapAdminPublicKey -}}
{{- $_ := set $settings "bootstrap_admin_public_key_file" "/etc/keyplane/admin-public-key.pem" -}}
{{- end -}}
{{- /* Counts that are written without a fraction must not get one. */ -}}
{{- range $key, $value := .Values.settings -}}
{{- if not (hasKey $settings $key) -}}
{{- if and (kindIs "float64" $value) (eq $value (floor $value)) -}}
{{- $_ := set $settings $key (int64 $value) -}}
{{- else -}}
{{- $_ := set $settings $key $value -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- toToml $settings -}}
{{- end }}
