{{- define "jitsi.shard" -}}
{{- .Values.shard.name | default .Release.Name -}}
{{- end -}}

{{- define "jitsi.labels" -}}
app.kubernetes.io/part-of: jitsi
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}
