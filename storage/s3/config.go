package s3

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"

	"vestnik/pipeline"
	"vestnik/storage"
)

// DefaultPartSize is up to how many bytes an object goes to the server in one
// request; larger ones go in parts of this size.
const DefaultPartSize = 256 << 20

// minPartSize is the smallest part that S3 allows, in bytes.
const minPartSize = 5 << 20

// Config says where the objects are and who may reach them.
type Config struct {
	Endpoint     string // host or host:port, without a scheme
	Bucket       string // made when absent
	Prefix       string // begins every key in the bucket; "" or "office/"
	Region       string // empty: the server is asked
	AccessKey    string
	Secret       Secret
	SessionToken Secret // for temporary credentials; else empty
	Secure       bool   // TLS

	PartSize  int64             // bytes; 0 is DefaultPartSize
	TempDir   string            // where streams larger than 1 MiB wait to be sent; empty is the system's
	Transport http.RoundTripper // nil is minio-go's default
	Logger    *slog.Logger      // nil is silent
}

// Validate returns an Invalid error that names what is missing or wrong.
func (c Config) Validate() error {
	switch {
	case c.Endpoint == "" || strings.ContainsAny(c.Endpoint, "/?#@ "):
		return invalid("the endpoint must be host or host:port")
	case c.Bucket == "":
		return invalid("the bucket is missing")
	case c.AccessKey == "" || c.Secret == "":
		return invalid("the access key or its secret is missing: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")
	case c.PartSize != 0 && c.PartSize < minPartSize:
		return invalid("the part size is under 5 MiB")
	case c.Prefix == "":
		return nil
	case !strings.HasSuffix(c.Prefix, "/") || storage.CheckKey(strings.TrimSuffix(c.Prefix, "/")) != nil:
		return invalid("the prefix must be a key with a slash behind it")
	}
	return nil
}

func invalid(what string) error {
	return &pipeline.Error{
		Op: "configure S3", Kind: pipeline.Invalid, Err: errors.New(what),
		Advice: "Адрес хранилища или ключи доступа заданы неверно. Сообщите администратору.",
	}
}

// ParseURL reads "s3://bucket/prefix?endpoint=…&region=…". The endpoint is
// host:port or an http:// or https:// address; without a scheme it is TLS. What
// the URL leaves out comes from the usual variables, read through env:
// AWS_ENDPOINT_URL, AWS_REGION or AWS_DEFAULT_REGION; the credentials come from
// AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, else
// MINIO_ACCESS_KEY and MINIO_SECRET_KEY, else MINIO_ROOT_USER and
// MINIO_ROOT_PASSWORD. Anything that it does not know, and credentials in the
// URL, it refuses as Invalid.
func ParseURL(raw string, env func(string) string) (Config, error) {
	u, err := url.Parse(raw)
	if err != nil {
		return Config{}, invalid("the object store's address is not a URL") // url's error would repeat what may be a secret
	}
	query, err := url.ParseQuery(u.RawQuery)
	switch {
	case err != nil:
		return Config{}, invalid("the query of the object store's address is malformed")
	case u.Scheme != "s3" || u.Opaque != "":
		return Config{}, invalid("the object store's address must begin with s3://")
	case u.User != nil:
		return Config{}, invalid("credentials do not belong in the address; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")
	case u.Fragment != "":
		return Config{}, invalid("the object store's address has a fragment")
	}
	for name, values := range query {
		if name != "endpoint" && name != "region" || len(values) != 1 {
			return Config{}, invalid(fmt.Sprintf("unknown or repeated parameter %q: endpoint and region are known", name))
		}
	}
	c := Config{
		Bucket: u.Host,
		Prefix: strings.Trim(u.Path, "/"),
		Region: firstOf(query.Get("region"), env("AWS_REGION"), env("AWS_DEFAULT_REGION")),
	}
	if c.Prefix != "" {
		c.Prefix += "/"
	}
	if err := c.setEndpoint(firstOf(query.Get("endpoint"), env("AWS_ENDPOINT_URL"), "https://s3.amazonaws.com")); err != nil {
		return Config{}, err
	}
	c.setCredentials(env)
	return c, c.Validate()
}

func (c *Config) setEndpoint(endpoint string) error {
	scheme, host, ok := strings.Cut(endpoint, "://")
	if !ok {
		scheme, host = "https", endpoint
	}
	if scheme != "http" && scheme != "https" {
		return invalid("the endpoint must be http or https")
	}
	c.Endpoint, c.Secure = strings.TrimSuffix(host, "/"), scheme == "https"
	return nil
}

// setCredentials takes the first pair that is set; pairs are never mixed.
func (c *Config) setCredentials(env func(string) string) {
	for _, pair := range [][2]string{
		{"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"},
		{"MINIO_ACCESS_KEY", "MINIO_SECRET_KEY"},
		{"MINIO_ROOT_USER", "MINIO_ROOT_PASSWORD"},
	} {
		if env(pair[0]) == "" {
			continue
		}
		c.AccessKey, c.Secret = env(pair[0]), Secret(env(pair[1]))
		if pair[0] == "AWS_ACCESS_KEY_ID" {
			c.SessionToken = Secret(env("AWS_SESSION_TOKEN"))
		}
		return
	}
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}
