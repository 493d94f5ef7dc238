package provider

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	resource "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/keyplane/keyplane/deploy/terraform/internal/client"
)

// objectDataSource is the data source of every kind: the attributes of the resource, found by the ID or
// by one of the kind's sets of keys.
type objectDataSource[M, A any] struct {
	kind *kind[M, A]
	api  *client.Client
}

func newDataSource[M, A any](kind *kind[M, A]) func() datasource.DataSource {
	return func() datasource.DataSource { return &objectDataSource[M, A]{kind: kind} }
}

func (own *objectDataSource[M, A]) Metadata(_ context.Context, request datasource.MetadataRequest, response *datasource.MetadataResponse) {
	response.TypeName = request.ProviderTypeName + "_" + own.kind.name
}

func (own *objectDataSource[M, A]) Schema(_ context.Context, _ datasource.SchemaRequest, response *datasource.SchemaResponse) {
	response.Schema = schema.Schema{
		MarkdownDescription: fmt.Sprintf("Reads one %s by %s.", own.kind.title(), own.ways()),
		Attributes:          make(map[string]schema.Attribute),
	}
	keys := slices.Concat(own.sets()...)
	for name, attribute := range own.kind.schema.Attributes {
		response.Schema.Attributes[name] = computed(attribute, slices.Contains(keys, name))
	}
}

// sets are the sets of attributes that name one object.
func (own *objectDataSource[M, A]) sets() [][]string {
	return append([][]string{{"id"}}, own.kind.keys...)
}

// ways says them in words.
func (own *objectDataSource[M, A]) ways() string {
	var ways []string
	for _, set := range own.sets() {
		ways = append(ways, "`"+strings.Join(set, "` and `")+"`")
	}
	return strings.Join(ways, ", or by ")
}

// countGiven is the number of sets that the configuration has all values of.
func (own *objectDataSource[M, A]) countGiven(ctx context.Context, config tfsdk.Config) (int, diag.Diagnostics) {
	var problems diag.Diagnostics
	given := 0
	for _, set := range own.sets() {
		missing := 0
		for _, name := range set {
			var value types.String
			problems.Append(config.GetAttribute(ctx, path.Root(name), &value)...)
			if value.IsNull() {
				missing++
			}
		}
		if missing == 0 {
			given++
		}
	}
	return given, problems
}

// aboutChanges is what only concerns a value that is set.
var aboutChanges = regexp.MustCompile(` Another value[^.]*\.|; default [^.]*`)

// computed is an attribute of a resource as one that is read; a key may be given, too.
func computed(attribute resource.Attribute, isKey bool) schema.Attribute {
	text := aboutChanges.ReplaceAllString(attribute.GetMarkdownDescription(), "")
	switch own := attribute.(type) {
	case resource.StringAttribute:
		return schema.StringAttribute{MarkdownDescription: text, Computed: true, Optional: isKey}
	case resource.BoolAttribute:
		return schema.BoolAttribute{MarkdownDescription: text, Computed: true}
	case resource.Int64Attribute:
		return schema.Int64Attribute{MarkdownDescription: text, Computed: true}
	case resource.SetAttribute:
		return schema.SetAttribute{MarkdownDescription: text, Computed: true, ElementType: own.ElementType}
	case resource.ListAttribute:
		return schema.ListAttribute{MarkdownDescription: text, Computed: true, ElementType: own.ElementType}
	case resource.MapAttribute:
		return schema.MapAttribute{MarkdownDescription: text, Computed: true, ElementType: own.ElementType}
	case resource.SingleNestedAttribute:
		return schema.SingleNestedAttribute{
			MarkdownDescription: text, Computed: true, Attributes: allComputed(own.Attributes),
		}
	case resource.ListNestedAttribute:
		inner := schema.NestedAttributeObject{Attributes: allComputed(own.NestedObject.Attributes)}
		return schema.ListNestedAttribute{MarkdownDescription: text, Computed: true, NestedObject: inner}
	default:
		panic(fmt.Sprintf("an attribute of the type %T has no counterpart in a data source", attribute))
	}
}

func allComputed(attributes map[string]resource.Attribute) map[string]schema.Attribute {
	all := make(map[string]schema.Attribute)
	for name, attribute := range attributes {
		all[name] = computed(attribute, false)
	}
	return all
}

func (own *objectDataSource[M, A]) Configure(_ context.Context, request datasource.ConfigureRequest, _ *datasource.ConfigureResponse) {
	own.api, _ = request.ProviderData.(*client.Client)
}

func (own *objectDataSource[M, A]) Read(ctx context.Context, request datasource.ReadRequest, response *datasource.ReadResponse) {
	var model M
	response.Diagnostics.Append(request.Config.Get(ctx, &model)...)
	given, problems := own.countGiven(ctx, request.Config)
	response.Diagnostics.Append(problems...)
	if response.Diagnostics.HasError() {
		return
	}
	if given != 1 {
		response.Diagnostics.AddError("One "+own.kind.title()+" must be named",
			"Name it by "+own.ways()+", in one of these ways.")
		return
	}

	var found *A
	var err error
	if id := own.kind.id(&model); !id.IsNull() {
		found, err = own.kind.read(ctx, own.api, id.ValueString())
	} else {
		found, err = own.kind.find(ctx, own.api, &model)
	}
	if err == nil && found == nil {
		err = fmt.Errorf("there is no such %s, or the admin key cannot see it", own.kind.title())
	}
	if err != nil {
		own.kind.report(&response.Diagnostics, "read", err)
		return
	}
	own.kind.fill(&model, found)
	response.Diagnostics.Append(response.State.Set(ctx, &model)...)
}
