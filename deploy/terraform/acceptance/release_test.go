//go:build acceptance

package acceptance

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// TestAnArchiveOfTheReleaseIsInstalledAsItIs builds one twice, puts it where docs/terraform.md says, and
// lets OpenTofu install it.
func TestAnArchiveOfTheReleaseIsInstalledAsItIs(t *testing.T) {
	t.Parallel()
	platform := runtime.GOOS + "_" + runtime.GOARCH
	var sums [2]string
	var folder string
	for at := range sums {
		folder = t.TempDir()
		build := exec.Command("../release", "1.2.3", folder)
		build.Env = append(os.Environ(), "KEYPLANE_PLATFORMS="+platform)
		if output, err := build.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, output)
		}
		text, err := os.ReadFile(filepath.Join(folder, "terraform-provider-keyplane_1.2.3_SHA256SUMS"))
		if err != nil {
			t.Fatal(err)
		}
		sums[at] = string(text)
	}
	if sums[0] != sums[1] || strings.Count(sums[0], "\n") != 2 {
		t.Fatalf("two builds differ:\n%s%s", sums[0], sums[1])
	}

	archive := "terraform-provider-keyplane_1.2.3_" + platform + ".zip"
	user, host := t.TempDir(), "registry.opentofu.org"
	if strings.HasPrefix(filepath.Base(tofu), "terraform") {
		host = "registry.terraform.io"
	}
	plugins := filepath.Join(user, ".terraform.d", "plugins", host, "keyplane", "keyplane")
	if err := os.MkdirAll(plugins, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(folder, archive), filepath.Join(plugins, archive)); err != nil {
		t.Fatal(err)
	}
	init := exec.Command(tofu, "init", "-no-color")
	init.Dir, init.Env = t.TempDir(), append(withoutOurs(os.Environ()), "HOME="+user)
	if err := os.WriteFile(filepath.Join(init.Dir, "main.tf"), []byte(preamble), 0o644); err != nil {
		t.Fatal(err)
	}
	if output, err := init.CombinedOutput(); err != nil || !strings.Contains(string(output), "keyplane/keyplane v1.2.3") {
		t.Fatalf("%v\n%s", err, output)
	}
}
