//go:build acceptance

package acceptance

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestTheWalkOfTheDocumentationWorks runs the commands of docs/terraform.md as they stand, in a folder that
// looks like the root of the repository with a running server.
func TestTheWalkOfTheDocumentationWorks(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../../docs/terraform.md")
	if err != nil {
		t.Fatal(err)
	}
	walk := regexp.MustCompile(`(?s)<!-- walk: begin -->(.*)<!-- walk: end -->`).FindSubmatch(page)
	if walk == nil {
		t.Fatal("docs/terraform.md has no walk")
	}
	var script strings.Builder
	for _, block := range regexp.MustCompile("(?s)```sh\n(.*?)```").FindAllSubmatch(walk[1], -1) {
		script.Write(block[1])
	}

	server, folder := startServer(t, ""), t.TempDir()
	for link, target := range map[string]string{"deploy": "../..", "data": filepath.Dir(server.keyFile)} {
		target, err := filepath.Abs(target)
		if err == nil {
			err = os.Symlink(target, filepath.Join(folder, link))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	command := exec.Command("sh", "-eu")
	command.Dir, command.Stdin = folder, strings.NewReader(script.String())
	command.Env = append(withoutOurs(os.Environ()), "HOME="+folder, "PATH="+filepath.Dir(tofu)+":"+os.Getenv("PATH"),
		"GOCACHE="+goEnv(t, "GOCACHE"), "GOMODCACHE="+goEnv(t, "GOMODCACHE"))
	output, err := command.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	if !regexp.MustCompile(`issuer += "` + server.url + `/p/shop"`).Match(output) {
		t.Fatalf("the issuer is not shown\n%s", output)
	}
}

func goEnv(t *testing.T, name string) string {
	t.Helper()
	value, err := exec.Command("go", "env", name).Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(value))
}
