package s3_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"vestnik/pipeline"
	"vestnik/storage/s3"
)

func env(pairs ...string) func(string) string {
	return func(name string) string {
		for i := 0; i < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1]
			}
		}
		return ""
	}
}

func TestParseURL(t *testing.T) {
	aws := env("AWS_ACCESS_KEY_ID", "ak", "AWS_SECRET_ACCESS_KEY", "sk")
	cases := []struct {
		name string
		url  string
		env  func(string) string
		want s3.Config
	}{
		{
			"everything in the address", "s3://office/2026?endpoint=http://127.0.0.1:9000&region=ru-1", aws,
			s3.Config{Endpoint: "127.0.0.1:9000", Bucket: "office", Prefix: "2026/", Region: "ru-1", AccessKey: "ak", Secret: "sk"},
		},
		{
			"an endpoint without a scheme is TLS", "s3://office/?endpoint=s3.example.ru", aws,
			s3.Config{Endpoint: "s3.example.ru", Bucket: "office", AccessKey: "ak", Secret: "sk", Secure: true},
		},
		{
			"no endpoint is Amazon's", "s3://office", env("AWS_ACCESS_KEY_ID", "ak", "AWS_SECRET_ACCESS_KEY", "sk", "AWS_SESSION_TOKEN", "st", "AWS_REGION", "eu-1"),
			s3.Config{Endpoint: "s3.amazonaws.com", Bucket: "office", Region: "eu-1", AccessKey: "ak", Secret: "sk", SessionToken: "st", Secure: true},
		},
		{
			"endpoint and region from the environment", "s3://office",
			env("AWS_ENDPOINT_URL", "http://minio:9000/", "AWS_DEFAULT_REGION", "r", "MINIO_ACCESS_KEY", "mk", "MINIO_SECRET_KEY", "ms"),
			s3.Config{Endpoint: "minio:9000", Bucket: "office", Region: "r", AccessKey: "mk", Secret: "ms"},
		},
		{
			"pairs of credentials are not mixed", "s3://office?endpoint=h",
			env("MINIO_ROOT_USER", "root", "MINIO_ROOT_PASSWORD", "pw", "AWS_SECRET_ACCESS_KEY", "other", "AWS_SESSION_TOKEN", "other"),
			s3.Config{Endpoint: "h", Bucket: "office", AccessKey: "root", Secret: "pw", Secure: true},
		},
		{
			"a prefix of several elements", "s3://office/a/b/?endpoint=h", aws,
			s3.Config{Endpoint: "h", Bucket: "office", Prefix: "a/b/", AccessKey: "ak", Secret: "sk", Secure: true},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := s3.ParseURL(c.url, c.env)
			if err != nil || got != c.want {
				t.Errorf("got %+v, %v", got, err)
			}
		})
	}
}

func TestParseURLRefuses(t *testing.T) {
	aws := env("AWS_ACCESS_KEY_ID", "ak", "AWS_SECRET_ACCESS_KEY", "sk")
	cases := []struct {
		name, url string
		env       func(string) string
	}{
		{"another scheme", "https://office", aws},
		{"no bucket", "s3:///prefix", aws},
		{"no slashes", "s3:office", aws},
		{"credentials in the address", "s3://ak:hidden@office", aws},
		{"an unknown parameter", "s3://office?endpont=h", aws},
		{"a repeated parameter", "s3://office?region=a&region=b", aws},
		{"a fragment", "s3://office#x", aws},
		{"an endpoint with a path", "s3://office?endpoint=http://h/path", aws},
		{"an endpoint of another scheme", "s3://office?endpoint=ftp://h", aws},
		{"a prefix outside the grammar", "s3://office/a//b?endpoint=h", aws},
		{"a malformed query", "s3://office?a=%zz", aws},
		{"a malformed address", "s3://off ice\x7f", aws},
		{"no credentials", "s3://office", env()},
		{"a key without its secret", "s3://office", env("AWS_ACCESS_KEY_ID", "ak", "MINIO_SECRET_KEY", "ms")},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if _, err := s3.ParseURL(c.url, c.env); !errors.Is(err, pipeline.Invalid) {
				t.Errorf("got %v, want Invalid", err)
			}
		})
	}
}

func TestASecretNeverShowsItself(t *testing.T) {
	const secret = "hunter2hunter2"
	c := s3.Config{AccessKey: "ak", Secret: secret, SessionToken: secret}
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("open", "config", c, "secret", c.Secret)
	asJSON, err := json.Marshal(c.Secret)
	if err != nil {
		t.Fatal(err)
	}
	shown := []string{log.String(), string(asJSON)}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d"} {
		shown = append(shown, fmt.Sprintf(verb, c), fmt.Sprintf(verb, c.Secret), fmt.Sprintf(verb, &c.Secret))
	}
	for _, s := range shown {
		if strings.Contains(s, secret) || strings.Contains(s, fmt.Sprintf("%x", secret)) {
			t.Errorf("shown in %q", s)
		}
	}
	if c.Secret.Reveal() != secret {
		t.Error("Reveal does not reveal")
	}
}

func FuzzParseURLYieldsOnlyValidConfigs(f *testing.F) {
	f.Add("s3://office/a?endpoint=http://127.0.0.1:9000&region=r")
	f.Add("s3://ak:sk@office")
	f.Add("s3://office/../x?endpoint=h")
	f.Fuzz(func(t *testing.T, raw string) {
		c, err := s3.ParseURL(raw, env("AWS_ACCESS_KEY_ID", "ak", "AWS_SECRET_ACCESS_KEY", "sk"))
		if err != nil {
			if !errors.Is(err, pipeline.Invalid) {
				t.Errorf("%q: %v, want Invalid", raw, err)
			}
			return
		}
		if err := c.Validate(); err != nil {
			t.Errorf("%q: %v", raw, err)
		}
		if c.Prefix != "" && !strings.HasSuffix(c.Prefix, "/") {
			t.Errorf("%q: prefix %q", raw, c.Prefix)
		}
	})
}
