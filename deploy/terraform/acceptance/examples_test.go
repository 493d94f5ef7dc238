//go:build acceptance

package acceptance

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const examples = "../examples"

func example(t *testing.T, path ...string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(append([]string{examples}, path...)...))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func exampleFolder(t *testing.T, server *server, files map[string]string) *workspace {
	t.Helper()
	_, public := newKeyPair(t)
	files["billing.pub.pem"] = public
	files["provider.tf"] = example(t, "provider", "provider.tf")
	return newWorkspace(t, server, files)
}

// TestTheExamplesRunAsTheyStand applies the example of each resource, imports it as its import.sh says,
// and reads it by the example of the data source.
func TestTheExamplesRunAsTheyStand(t *testing.T) {
	t.Parallel()
	all, err := os.ReadDir(filepath.Join(examples, "resources"))
	if err != nil || len(all) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	for _, one := range all {
		t.Run(one.Name(), func(t *testing.T) {
			t.Parallel()
			server := startServer(t, "")
			own := exampleFolder(t, server, map[string]string{
				"main.tf": example(t, "resources", one.Name(), "resource.tf"),
			})
			own.apply()
			own.unchanged()

			script := example(t, "resources", one.Name(), "import.sh")
			fields := strings.Fields(script[strings.Index(script, "tofu import"):])
			id := own.id(fields[2])
			own.must("state", "rm", fields[2])
			if output, err := own.command("sh", "-ec", script).CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, output)
			}
			own.unchanged()
			if own.id(fields[2]) != id {
				t.Fatalf("another object was imported: %s", own.id(fields[2]))
			}

			reader := exampleFolder(t, server, map[string]string{
				"main.tf": example(t, "data-sources", one.Name(), "data-source.tf"),
			})
			reader.apply()
			reader.unchanged()
			if found := reader.state()["data."+fields[2]]["id"]; found != id {
				t.Fatalf("another object was read: %v", found)
			}
		})
	}
}

func TestTheExamplesOfTokensRunAsTheyStand(t *testing.T) {
	t.Parallel()
	server := startServer(t, "")
	granted := exampleFolder(t, server, map[string]string{
		"main.tf": example(t, "resources", "keyplane_grant", "resource.tf"),
	})
	granted.apply()
	key := server.mutate(t, "generateApplicationKey", "privateKey { content }", map[string]any{
		"applicationId": granted.id("keyplane_application.billing"), "name": "billing",
	})["privateKey"].(map[string]any)["content"].(string)

	own := exampleFolder(t, server, map[string]string{
		"admin.tf":         example(t, "ephemeral-resources", "keyplane_admin_token", "ephemeral-resource.tf"),
		"access.tf":        example(t, "ephemeral-resources", "keyplane_access_token", "ephemeral-resource.tf"),
		"billing-key.json": key,
	})
	own.apply()
	own.unchanged()
	if text := own.read("viewer.json"); !strings.Contains(text, "permissions") {
		t.Fatalf("the admin token was not accepted: %s", text)
	}
	if text := own.read("orders.txt"); text != "200" && text != "204" {
		t.Fatalf("the access token was not accepted: %s", text)
	}
}
