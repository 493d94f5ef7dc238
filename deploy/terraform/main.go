// Command terraform-provider-keyplane is the OpenTofu and Terraform provider of Keyplane.
package main

import (
	"context"
	"flag"
	"log"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"

	"github.com/keyplane/keyplane/deploy/terraform/internal/provider"
)

// version is set by the build: -ldflags "-X main.version=1.2.3".
var version = "dev"

func main() {
	debug := flag.Bool("debug", false, "wait for a debugger: print the variable with which OpenTofu connects")
	flag.Parse()

	err := providerserver.Serve(context.Background(), provider.New(version), providerserver.ServeOpts{
		Address: "registry.opentofu.org/keyplane/keyplane",
		Debug:   *debug,
	})
	if err != nil {
		log.Fatal(err)
	}
}
