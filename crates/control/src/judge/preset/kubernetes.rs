//! Kubernetes service accounts.

use keyplane_auth::{Algorithm, ClaimMatch};

use super::{
    Preset, PresetIdentifier, PresetIssuer, PresetKeys, PresetParameter, PresetRule, PresetSnippet,
};

pub(super) static PRESET: Preset = Preset {
    name: "kubernetes",
    title: "Kubernetes",
    issuers: &[
        PresetIssuer {
            title: "Amazon EKS",
            identifier: PresetIdentifier::Issuer(
                "https://oidc.eks.<region>.amazonaws.com/id/<cluster-id>",
            ),
            keys: PresetKeys::Discovery,
        },
        PresetIssuer {
            title: "Google GKE",
            identifier: PresetIdentifier::Issuer(
                "https://container.googleapis.com/v1/projects/<project>/locations/<location>/clusters/<cluster>",
            ),
            keys: PresetKeys::Discovery,
        },
        PresetIssuer {
            title: "Azure AKS",
            identifier: PresetIdentifier::Issuer(
                "https://<region>.oic.prod-aks.azure.com/<tenant-id>/<cluster-id>/",
            ),
            keys: PresetKeys::Discovery,
        },
        PresetIssuer {
            title: "Another cluster, with its keys pasted",
            identifier: PresetIdentifier::OwnHost("<cluster-issuer>"),
            keys: PresetKeys::Pasted("kubectl get --raw /openid/v1/jwks"),
        },
        PresetIssuer {
            title: "Another cluster, with keys from its API server",
            identifier: PresetIdentifier::OwnHost("<cluster-issuer>"),
            keys: PresetKeys::JwksUrl("https://<api-server>/openid/v1/jwks"),
        },
    ],
    parameters: &[
        PresetParameter {
            name: "region",
            title: "Region",
            example: "eu-west-1",
            hint: "Part of the issuer URL of the cluster",
        },
        PresetParameter {
            name: "cluster-id",
            title: "Cluster ID",
            example: "EXAMPLED539D4633E53DE1B71EXAMPLE",
            hint: "EKS: aws eks describe-cluster --name NAME --query cluster.identity.oidc.issuer; \
                   AKS: az aks show --query oidcIssuerProfile.issuerUrl",
        },
        PresetParameter {
            name: "project",
            title: "Google Cloud project",
            example: "acme-prod",
            hint: "ID of the project of the cluster",
        },
        PresetParameter {
            name: "location",
            title: "Location",
            example: "europe-west1",
            hint: "Region or zone of the cluster",
        },
        PresetParameter {
            name: "cluster",
            title: "Cluster",
            example: "main",
            hint: "Name of the cluster",
        },
        PresetParameter {
            name: "tenant-id",
            title: "Tenant ID",
            example: "aaaabbbb-0000-cccc-1111-dddd2222eeee",
            hint: "az account show --query tenantId",
        },
        PresetParameter {
            name: "cluster-issuer",
            title: "Issuer of the cluster",
            example: "https://kubernetes.default.svc.cluster.local",
            hint: "kubectl get --raw /.well-known/openid-configuration, member issuer",
        },
        PresetParameter {
            name: "api-server",
            title: "API server",
            example: "10.96.0.1:443",
            hint: "Host and port; needs its CA certificate, KEYPLANE_ALLOW_PRIVATE_ISSUERS and the \
                   cluster role system:service-account-issuer-discovery for \
                   system:unauthenticated",
        },
        PresetParameter {
            name: "namespace",
            title: "Namespace",
            example: "default",
            hint: "Namespace of the service account",
        },
        PresetParameter {
            name: "service-account",
            title: "Service account",
            example: "worker",
            hint: "Name of the service account of the pod",
        },
        PresetParameter {
            name: "service-account-uid",
            title: "UID of the service account",
            example: "14ee3fa4-a7e2-420f-9f9a-dbc4507c3798",
            hint: "kubectl get serviceaccount NAME --output jsonpath={.metadata.uid}",
        },
    ],
    algorithms: &[Algorithm::Rs256, Algorithm::Es256],
    audience: None,
    shared_audiences: &[],
    max_age_seconds: 3600,
    single_use: false,
    identifying_claims: &["/kubernetes.io/serviceaccount/uid", "sub"],
    prefixes: &["system:serviceaccount:<namespace>:"],
    rules: &[
        PresetRule {
            claim: "sub",
            matches: ClaimMatch::Exact,
            values: &["system:serviceaccount:<namespace>:<service-account>"],
            optional: false,
            reason: "Keeps out other service accounts and other namespaces.",
        },
        PresetRule {
            claim: "/kubernetes.io/serviceaccount/uid",
            matches: ClaimMatch::Exact,
            values: &["<service-account-uid>"],
            optional: true,
            reason: "Ends access when the service account is deleted, also if another one is made \
                     with its name.",
        },
    ],
    snippet: PresetSnippet {
        place: "the manifest of the pod",
        language: "yaml",
        text: r"apiVersion: v1
kind: Pod
metadata:
  name: worker
  namespace: <namespace>
spec:
  serviceAccountName: <service-account>
  containers:
    - name: worker
      image: registry.example/worker
      command:
        - sh
        - -c
        - >-
          keyplane token exchange --token-file /var/run/secrets/keyplane/token
          --token-url '<token-endpoint>' --client-id '<client-id>' --resource '<resource>'
          > /tmp/access-token
      volumeMounts:
        - name: keyplane-token
          mountPath: /var/run/secrets/keyplane
          readOnly: true
  volumes:
    - name: keyplane-token
      projected:
        sources:
          - serviceAccountToken:
              path: token
              audience: <audience>
              expirationSeconds: 3600
",
    },
    notes: &[
        "The kubelet replaces the file before the token expires: read it again for each exchange. \
         It gives the same token many times, so singleUse must stay off.",
        "The token that every pod has by default is for the API server of the cluster, and is \
         refused: project one with an audience of its own, as above.",
    ],
    documentation: &[
        "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/",
        "https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/",
    ],
};
