package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/keyplane/keyplane/deploy/terraform/internal/client"
)

// objectResource is the resource of every kind.
type objectResource[M, A any] struct {
	kind *kind[M, A]
	api  *client.Client
}

func newResource[M, A any](kind *kind[M, A]) func() resource.Resource {
	return func() resource.Resource { return &objectResource[M, A]{kind: kind} }
}

func (own *objectResource[M, A]) Metadata(_ context.Context, request resource.MetadataRequest, response *resource.MetadataResponse) {
	response.TypeName = request.ProviderTypeName + "_" + own.kind.name
}

func (own *objectResource[M, A]) Schema(_ context.Context, _ resource.SchemaRequest, response *resource.SchemaResponse) {
	response.Schema = own.kind.schema
}

func (own *objectResource[M, A]) Configure(_ context.Context, request resource.ConfigureRequest, _ *resource.ConfigureResponse) {
	own.api, _ = request.ProviderData.(*client.Client)
}

func (own *objectResource[M, A]) Create(ctx context.Context, request resource.CreateRequest, response *resource.CreateResponse) {
	var model M
	response.Diagnostics.Append(request.Plan.Get(ctx, &model)...)
	if response.Diagnostics.HasError() {
		return
	}

	made, err := own.kind.create(ctx, own.api, &model)
	if made != nil {
		own.kind.fill(&model, made)
		response.Diagnostics.Append(response.State.Set(ctx, &model)...)
	}
	own.kind.report(&response.Diagnostics, "create", err)
	if made != nil && err != nil {
		response.Diagnostics.AddWarning("The "+own.kind.title()+" was created, but not with all of its settings",
			"It is in the state as tainted, so that the next apply would replace it. To keep it, run tofu untaint "+
				"with its address, then apply again.")
	}
}

func (own *objectResource[M, A]) Read(ctx context.Context, request resource.ReadRequest, response *resource.ReadResponse) {
	var model M
	response.Diagnostics.Append(request.State.Get(ctx, &model)...)
	if response.Diagnostics.HasError() {
		return
	}

	found, err := own.kind.read(ctx, own.api, own.kind.id(&model).ValueString())
	if err != nil {
		own.kind.report(&response.Diagnostics, "read", err)
		return
	}
	if found == nil {
		response.State.RemoveResource(ctx)
		return
	}
	own.kind.fill(&model, found)
	response.Diagnostics.Append(response.State.Set(ctx, &model)...)
}

func (own *objectResource[M, A]) Update(ctx context.Context, request resource.UpdateRequest, response *resource.UpdateResponse) {
	var model M
	response.Diagnostics.Append(request.Plan.Get(ctx, &model)...)
	if response.Diagnostics.HasError() {
		return
	}

	changed, err := own.kind.update(ctx, own.api, &model)
	if err != nil {
		own.kind.report(&response.Diagnostics, "change", err)
		return
	}
	own.kind.fill(&model, changed)
	response.Diagnostics.Append(response.State.Set(ctx, &model)...)
}

func (own *objectResource[M, A]) Delete(ctx context.Context, request resource.DeleteRequest, response *resource.DeleteResponse) {
	var model M
	response.Diagnostics.Append(request.State.Get(ctx, &model)...)
	if response.Diagnostics.HasError() {
		return
	}

	err := own.kind.delete(ctx, own.api, &model)
	if !client.Is(err, "NOT_FOUND") {
		own.kind.report(&response.Diagnostics, "delete", err)
	}
}

// ImportState takes an ID or a readable address. What it leaves out, Read fills in afterwards.
func (own *objectResource[M, A]) ImportState(ctx context.Context, request resource.ImportStateRequest, response *resource.ImportStateResponse) {
	id := request.ID
	if !own.kind.isID(id) {
		found, err := own.locate(ctx, request.ID)
		if err != nil {
			own.kind.report(&response.Diagnostics, "import", err)
			return
		}
		id = found
	}
	response.Diagnostics.Append(response.State.SetAttribute(ctx, path.Root("id"), id)...)
}

// locate gives the ID of the object at a readable address.
func (own *objectResource[M, A]) locate(ctx context.Context, address string) (string, error) {
	found, err := own.kind.at(ctx, own.api, address)
	if err != nil {
		return "", err
	}
	if found == nil {
		return "", fmt.Errorf("there is no %s %s: expected an ID (%s_…) or %s", own.kind.title(), address,
			own.kind.prefix, own.kind.address)
	}
	var model M
	own.kind.fill(&model, found)
	return own.kind.id(&model).ValueString(), nil
}
