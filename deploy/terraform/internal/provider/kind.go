package provider

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/keyplane/keyplane/deploy/terraform/internal/client"
)

// kind is what one type of object tells the resource and the data source, which are the same for all
// types. M is its model in the configuration and the state, A the object as the Admin API gives it.
type kind[M, A any] struct {
	// name is the type without the prefix of the provider, such as trusted_issuer.
	name string
	// prefix is that of the IDs, such as tis.
	prefix string
	// schema is that of the resource; the data source has the same attributes.
	schema schema.Schema
	// keys are sets of attributes that name one object, besides id.
	keys [][]string
	// address is the form of the readable address for an import, such as PROJECT_SLUG/EXTERNAL_ID.
	address string
	// attributes are those of another name than the argument of the Admin API.
	attributes map[string]string

	// id is the place of the ID in the model.
	id func(*M) *types.String
	// fill writes an object into a model.
	fill func(*M, *A)
	// pick is the object in the answer to a query by ID; nil if it is of another type.
	pick func(client.NodeNode) *A
	// gone says whether an object that can still be read counts as deleted; nil if none does.
	gone func(*A) bool

	// create gives an object and an error where it did a part: the state takes the object, as tainted.
	create func(context.Context, *client.Client, *M) (*A, error)
	update func(context.Context, *client.Client, *M) (*A, error)
	delete func(context.Context, *client.Client, *M) error

	// find is the object that the model's keys name; nil if there is none.
	find func(context.Context, *client.Client, *M) (*A, error)
	// at is the object at a readable address; nil if there is none.
	at func(ctx context.Context, api *client.Client, address string) (*A, error)
}

// title is the name in a sentence.
func (kind *kind[M, A]) title() string { return strings.ReplaceAll(kind.name, "_", " ") }

// read gives the object with this ID; nil if there is none.
func (kind *kind[M, A]) read(ctx context.Context, api *client.Client, id string) (*A, error) {
	answer, err := client.Node(ctx, api, id)
	if err != nil || answer.Node == nil {
		return nil, err
	}
	found := kind.pick(*answer.Node)
	if found == nil {
		return nil, fmt.Errorf("%s is the ID of another type of object: expected %s_…", id, kind.prefix)
	}
	if kind.gone != nil && kind.gone(found) {
		return nil, nil
	}
	return found, nil
}

// isID says whether a text is an ID of this type, rather than a readable address.
func (kind *kind[M, A]) isID(text string) bool {
	return strings.HasPrefix(text, kind.prefix+"_") && !strings.Contains(text, "/")
}
