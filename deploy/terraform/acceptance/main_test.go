//go:build acceptance

// Package acceptance runs the provider under a real OpenTofu against the real server:
//
//	go test -tags acceptance ./acceptance
//
// KEYPLANE_TEST_TOFU names the program (default: tofu on PATH), KEYPLANE_TEST_BINARY the server (default:
// the debug build of the repository). `./scripts/test terraform` builds both.
package acceptance

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
)

const providerVersion = "0.0.1"

// The programs of the tests, and the folder of the CLI configuration with the local mirror.
var tofu, binary, home string

func TestMain(main *testing.M) {
	code := 1
	if err := prepare(); err != nil {
		fmt.Fprintln(os.Stderr, err)
	} else {
		code = main.Run()
	}
	stopCluster()
	os.RemoveAll(home)
	os.Exit(code)
}

func prepare() (err error) {
	if home, err = os.MkdirTemp("", "keyplane-terraform-"); err != nil {
		return err
	}
	// The throwaway PostgreSQL runs as another user.
	if err = os.Chmod(home, 0o755); err != nil {
		return err
	}
	if tofu, err = program("KEYPLANE_TEST_TOFU", "tofu"); err != nil {
		return err
	}
	if binary, err = program("KEYPLANE_TEST_BINARY", "../../../target/debug/keyplane"); err != nil {
		return err
	}
	return mirror()
}

func program(variable, otherwise string) (string, error) {
	name := os.Getenv(variable)
	if name == "" {
		name = otherwise
	}
	found, err := exec.LookPath(name)
	if err != nil {
		return "", fmt.Errorf("%w; name it in %s, or run ./scripts/test terraform", err, variable)
	}
	return filepath.Abs(found)
}

// mirror builds the provider into a local mirror, as docs/terraform.md says.
func mirror() error {
	settings := fmt.Sprintf("provider_installation {\n  filesystem_mirror {\n    path = %q\n  }\n}\n",
		filepath.Join(home, "mirror"))
	if err := os.WriteFile(filepath.Join(home, "tofu.rc"), []byte(settings), 0o644); err != nil {
		return err
	}
	for _, host := range []string{"registry.opentofu.org", "registry.terraform.io"} {
		target := filepath.Join(home, "mirror", host, "keyplane", "keyplane", providerVersion,
			runtime.GOOS+"_"+runtime.GOARCH, "terraform-provider-keyplane_v"+providerVersion)
		build := exec.Command("go", "build", "-trimpath", "-ldflags", "-X main.version="+providerVersion,
			"-o", target, "..")
		if output, err := build.CombinedOutput(); err != nil {
			return fmt.Errorf("the provider does not build: %w\n%s", err, output)
		}
	}
	return nil
}
