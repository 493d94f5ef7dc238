package provider

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/keyplane/keyplane/deploy/terraform/internal/client"
)

// described is the provider's schemas as OpenTofu gets them.
func described(t *testing.T) *tfprotov6.GetProviderSchemaResponse {
	t.Helper()
	server, err := providerserver.NewProtocol6WithError(New("test")())()
	if err != nil {
		t.Fatal(err)
	}
	answer, err := server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	for _, problem := range answer.Diagnostics {
		t.Errorf("%s: %s", problem.Summary, problem.Detail)
	}
	return answer
}

func TestTheSchemasAreValid(t *testing.T) {
	answer := described(t)
	if len(answer.ResourceSchemas) != 8 || len(answer.DataSourceSchemas) != 8 || len(answer.EphemeralResourceSchemas) != 2 {
		t.Fatalf("%d resources, %d data sources, %d ephemeral resources", len(answer.ResourceSchemas),
			len(answer.DataSourceSchemas), len(answer.EphemeralResourceSchemas))
	}
}

func TestEveryAttributeIsDescribed(t *testing.T) {
	answer := described(t)
	for _, schemas := range []map[string]*tfprotov6.Schema{
		answer.ResourceSchemas, answer.DataSourceSchemas, answer.EphemeralResourceSchemas, {"provider": answer.Provider},
	} {
		for name, schema := range schemas {
			if !strings.HasSuffix(schema.Block.Description, ".") {
				t.Errorf("%s: %q", name, schema.Block.Description)
			}
			for _, attribute := range schema.Block.Attributes {
				if !strings.HasSuffix(attribute.Description, ".") {
					t.Errorf("%s.%s: %q", name, attribute.Name, attribute.Description)
				}
			}
		}
	}
}

func TestOnlyTokensAndKeyFilesAreSensitiveAndOnlyInEphemeralResources(t *testing.T) {
	answer := described(t)
	for _, schemas := range []map[string]*tfprotov6.Schema{answer.ResourceSchemas, answer.DataSourceSchemas} {
		for name, schema := range schemas {
			for _, attribute := range schema.Block.Attributes {
				if attribute.Sensitive || strings.Contains(attribute.Name, "secret") {
					t.Errorf("%s.%s would be in the state", name, attribute.Name)
				}
			}
		}
	}
	for name, secrets := range map[string][]string{
		"keyplane_admin_token": {"token"}, "keyplane_access_token": {"access_token", "key"},
	} {
		var found []string
		for _, attribute := range answer.EphemeralResourceSchemas[name].Block.Attributes {
			if attribute.Sensitive {
				found = append(found, attribute.Name)
			}
		}
		if strings.Join(found, " ") != strings.Join(secrets, " ") {
			t.Errorf("%s: %v are sensitive", name, found)
		}
	}
}

func TestNoOperationAsksForASecret(t *testing.T) {
	text, err := os.ReadFile("../client/operations.graphql")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(string(text), "\n") {
		for _, field := range []string{"secret", "clientSecret", "privateKey", "content"} {
			if strings.TrimSpace(line) == field || strings.HasPrefix(strings.TrimSpace(line), field+" ") {
				t.Errorf("an operation asks for %s", field)
			}
		}
	}
}

func TestEveryTypeHasItsExamples(t *testing.T) {
	answer := described(t)
	for name := range answer.ResourceSchemas {
		for _, file := range []string{
			"resources/" + name + "/resource.tf", "resources/" + name + "/import.sh", "data-sources/" + name + "/data-source.tf",
		} {
			if _, err := os.Stat(filepath.Join("../../examples", file)); err != nil {
				t.Error(err)
			}
		}
	}
	for name := range answer.EphemeralResourceSchemas {
		if _, err := os.Stat(filepath.Join("../../examples/ephemeral-resources", name, "ephemeral-resource.tf")); err != nil {
			t.Error(err)
		}
	}
}

func TestThePageOfTheDocumentationHasEachReadableAddress(t *testing.T) {
	page, err := os.ReadFile("../../../../docs/terraform.md")
	if err != nil {
		t.Fatal(err)
	}
	for name, address := range map[string]string{
		"project": protectedProjectKind.address, "application": applicationKind.address,
		"application_key": applicationKeyKind.address, "api": apiKind.address, "grant": grantKind.address,
		"trusted_issuer": trustedIssuerKind.address, "federated_identity": federatedIdentityKind.address,
		"webhook": webhookKind.address,
	} {
		if row := "| `keyplane_" + name + "` | `" + address + "`"; !strings.Contains(string(page), row) {
			t.Errorf("docs/terraform.md has no row %s", row)
		}
	}
}

func TestTimesAreComparedByTheMoment(t *testing.T) {
	for _, other := range []string{"2030-01-01T00:00:00Z", "2030-01-01T02:00:00+02:00", "2030-01-01T00:00:00.000Z"} {
		if !sameTime("2030-01-01T00:00:00Z", other) {
			t.Errorf("another moment: %s", other)
		}
	}
	for _, other := range []string{"2030-01-01T00:00:01Z", "2030-01-01T00:00:00.001Z", "tomorrow", ""} {
		if sameTime("2030-01-01T00:00:00Z", other) {
			t.Errorf("the same moment: %s", other)
		}
	}
}

func TestJSONIsComparedByItsValues(t *testing.T) {
	if !sameJSON(`{"a":1,"b":[1.50]}`, ` { "b" : [1.50], "a": 1 } `) || sameJSON(`{"a":1}`, `{"a":2}`) || sameJSON(`{`, `{`) {
		t.Error("JSON is compared by its text")
	}
}

func TestAnArgumentLeadsToItsAttribute(t *testing.T) {
	for argument, expected := range map[string]path.Path{
		"input.slug":              path.Root("slug"),
		"input.keyPolicy.rsaBits": path.Root("key_policy").AtName("rsa_bits"),
		"input.confirmSlug":       path.Empty(),
		"slug":                    path.Empty(),
	} {
		found, ok := protectedProjectKind.attribute(argument)
		if !found.Equal(expected) || ok == expected.Equal(path.Empty()) {
			t.Errorf("%s: %s, %t", argument, found, ok)
		}
	}
	if found, _ := trustedIssuerKind.attribute("input.reason"); !found.Equal(path.Root("shared_audience_reason")) {
		t.Errorf("reason: %s", found)
	}
	rule := path.Root("rules").AtListIndex(1).AtName("claim")
	if found, _ := federatedIdentityKind.attribute("input.rules[1].claim"); !found.Equal(rule) {
		t.Errorf("rules: %s", found)
	}
}

func TestEveryErrorIsReportedOnceWithItsRemedy(t *testing.T) {
	var problems diag.Diagnostics
	projectKindReport := protectedProjectKind.report
	projectKindReport(&problems, "create", &client.Error{
		Code: "INVALID_INPUT", Message: "input.slug is reserved; input.other is wrong",
		Fields: []client.FieldError{
			{Path: "input.slug", Message: "is reserved"}, {Path: "input.other", Message: "is wrong"},
		},
	})
	projectKindReport(&problems, "delete", nil)
	if len(problems) != 2 {
		t.Fatalf("problems: %v", problems)
	}
	first, _ := problems[0].(diag.DiagnosticWithPath)
	if first == nil || !first.Path().Equal(path.Root("slug")) || first.Summary() != "Cannot create the project: INVALID_INPUT" ||
		first.Detail() != "slug is reserved. Correct the value and apply again." {
		t.Fatalf("problem: %v", problems[0])
	}
	if problems[1].Detail() != "input.other is wrong. Correct the value and apply again." {
		t.Fatalf("problem: %v", problems[1])
	}
}

func TestAnObjectOfAPageIsTheOnlyOneThatFits(t *testing.T) {
	pages := map[string]*page[int]{
		"":  {nodes: []int{1, 2}, info: client.PageFields{HasNextPage: true, EndCursor: new(string)}},
		"2": {nodes: []int{3, 2}},
	}
	*pages[""].info.EndCursor = "2"
	fetch := func(after *string) (*page[int], error) {
		if after == nil {
			return pages[""], nil
		}
		return pages[*after], nil
	}
	is := func(wanted int) func(*int) bool { return func(one *int) bool { return *one == wanted } }

	if found, err := only(fetch, is(3)); err != nil || *found != 3 {
		t.Errorf("found %v: %v", found, err)
	}
	if found, err := only(fetch, is(4)); err != nil || found != nil {
		t.Errorf("found %v: %v", found, err)
	}
	if _, err := only(fetch, is(2)); err == nil {
		t.Error("one of two was chosen")
	}
}

func TestAnEndpointWithoutTLSIsReportedExceptOnThisMachine(t *testing.T) {
	for endpoint, expected := range map[string]diag.Severity{
		"https://keys.example.com/graphql": diag.SeverityInvalid,
		"http://127.0.0.1:8080/graphql":    diag.SeverityInvalid,
		"http://[::1]:8080/graphql":        diag.SeverityInvalid,
		"http://keys.example.com/graphql":  diag.SeverityWarning,
		"keys.example.com":                 diag.SeverityError,
		"ftp://keys.example.com":           diag.SeverityError,
	} {
		var problems diag.Diagnostics
		adminAPI(endpoint, &problems)
		found := diag.SeverityInvalid
		if len(problems) > 0 {
			found = problems[0].Severity()
		}
		if found != expected {
			t.Errorf("%s: %s", endpoint, found)
		}
	}
}

func TestALoginIsAnHTTPSURLExceptOnThisMachine(t *testing.T) {
	for _, login := range []string{
		"https://login.example.com/authorize", "https://login.example.com?tenant=1", "http://localhost:3000/login",
	} {
		if !isLogin(login) {
			t.Errorf("refused: %s", login)
		}
	}
	for _, other := range []string{
		"", "login", "http://login.example.com", "https://login.example.com/#top", "https://login.example.com/#",
		"ftp://localhost", "https://" + strings.Repeat("a", 2048),
	} {
		if isLogin(other) {
			t.Errorf("taken: %.40s", other)
		}
	}
}

func TestTheEndpointMayBeTheServer(t *testing.T) {
	for endpoint, expected := range map[string]string{
		"https://keys.example.com":             "https://keys.example.com/graphql",
		"https://keys.example.com:8443/":       "https://keys.example.com:8443/graphql",
		"https://keys.example.com/graphql":     "https://keys.example.com/graphql",
		"https://proxy.example.com/keys/query": "https://proxy.example.com/keys/query",
	} {
		var problems diag.Diagnostics
		if found := adminAPI(endpoint, &problems); found != expected || len(problems) > 0 {
			t.Errorf("%s: %s, %v", endpoint, found, problems)
		}
	}
}

func TestTheContentOfTheKeyCountsWhereNoFileIsNamed(t *testing.T) {
	t.Setenv(envKey, "nothing")
	t.Setenv(envKeyFile, "")
	if _, err := readAdminKey(types.StringNull()); err == nil || !strings.Contains(err.Error(), envKey) {
		t.Errorf("error: %v", err)
	}
	_, err := readAdminKey(types.StringValue("missing.json"))
	if err == nil || !strings.Contains(err.Error(), "missing.json") {
		t.Errorf("error: %v", err)
	}
}
