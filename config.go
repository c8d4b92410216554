package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // zones work in a container without them

	"github.com/alecthomas/kong"
	"go.yaml.in/yaml/v3"
)

// settings are what every command that opens the database needs. Each is a flag, a MUTASI_* variable and a key of the YAML
// file, in that order of precedence.
type settings struct {
	Config string `help:"YAML file with settings." env:"MUTASI_CONFIG" type:"path"`
	DB     string `help:"Database: sqlite:PATH or mysql://user:pass@host:port/name." env:"MUTASI_DB" default:"sqlite:mutasi.db"`
	Zone   string `help:"Time zone in which \"today\" is a day." env:"MUTASI_ZONE" default:"Asia/Jakarta"`
	Files  string `help:"Folder of uploaded documents; beside the SQLite file unless set." env:"MUTASI_FILES"`

	LogLevel  string `help:"debug, info, warn or error." env:"MUTASI_LOG_LEVEL" enum:"debug,info,warn,error" default:"info"`
	LogFormat string `help:"text or json." env:"MUTASI_LOG_FORMAT" enum:"text,json" default:"text"`

	Issuer     string        `help:"Issuer and audience of access tokens." env:"MUTASI_ISSUER" default:"mutasi"`
	AccessTTL  time.Duration `help:"Life of an access token." env:"MUTASI_ACCESS_TTL" default:"15m"`
	SigningKey string        `help:"Ed25519 private key of access tokens (PEM, PKCS#8); kept in the database unless set." env:"MUTASI_SIGNING_KEY"`
}

// secrets may come from a file named by the variable with _FILE behind it.
var secrets = []string{"MUTASI_DB", "MUTASI_SIGNING_KEY"}

// readSecretFiles puts the contents of MUTASI_*_FILE where the plain variable is looked for.
func readSecretFiles() error {
	for _, name := range secrets {
		path := os.Getenv(name + "_FILE")
		if path == "" {
			continue
		}
		if os.Getenv(name) != "" {
			return fmt.Errorf("%s and %s_FILE are both set", name, name)
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return fmt.Errorf("%s_FILE: %w", name, err)
		}
		if err := os.Setenv(name, strings.TrimSpace(string(b))); err != nil {
			return err
		}
	}
	return nil
}

// unknownVariables names MUTASI_* variables that no setting reads: a typing error must not pass in silence.
func unknownVariables(model *kong.Application, environ []string) error {
	known := map[string]bool{}
	err := kong.Visit(model, func(node kong.Visitable, next kong.Next) error {
		if f, ok := node.(*kong.Flag); ok {
			for _, e := range f.Envs {
				known[e] = true
			}
		}
		return next(nil)
	})
	if err != nil {
		return err
	}
	for _, s := range secrets {
		known[s+"_FILE"] = true
	}
	var bad []string
	for _, kv := range environ {
		name, _, _ := strings.Cut(kv, "=")
		if strings.HasPrefix(name, "MUTASI_") && !strings.HasPrefix(name, "MUTASI_TEST_") && !known[name] {
			bad = append(bad, name)
		}
	}
	if len(bad) == 0 {
		return nil
	}
	slices.Sort(bad)
	return fmt.Errorf("unknown environment variables: %s", strings.Join(bad, ", "))
}

// yamlFile resolves flags from the settings file; variables come before it. Keys are the flags' names, and dashes may be
// written as nested keys: log: {level: debug}.
type yamlFile struct{ values map[string]any }

func loadYAML(path string) (*yamlFile, error) {
	f := &yamlFile{map[string]any{}}
	if path == "" {
		return f, nil
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var doc map[string]any
	if err := yaml.Unmarshal(b, &doc); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	f.flatten("", doc)
	return f, nil
}

func (f *yamlFile) flatten(prefix string, doc map[string]any) {
	for k, v := range doc {
		name := strings.ReplaceAll(prefix+k, "_", "-")
		if nested, ok := v.(map[string]any); ok {
			f.flatten(name+"-", nested)
		} else {
			f.values[name] = v
		}
	}
}

// Validate refuses keys that are no setting.
func (f *yamlFile) Validate(app *kong.Application) error {
	known := map[string]bool{}
	if err := kong.Visit(app, func(node kong.Visitable, next kong.Next) error {
		if fl, ok := node.(*kong.Flag); ok {
			known[fl.Name] = true
		}
		return next(nil)
	}); err != nil {
		return err
	}
	for name := range f.values {
		if !known[name] {
			return fmt.Errorf("unknown setting %q in the settings file", name)
		}
	}
	return nil
}

// Resolve gives the value of a flag that neither the command line nor the environment sets.
func (f *yamlFile) Resolve(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	for _, e := range flag.Envs {
		if _, set := os.LookupEnv(e); set {
			return nil, nil
		}
	}
	v, ok := f.values[flag.Name]
	if !ok {
		return nil, nil
	}
	if list, ok := v.([]any); ok {
		texts := make([]string, len(list))
		for i, x := range list {
			texts[i] = fmt.Sprint(x)
		}
		return strings.Join(texts, ","), nil
	}
	return fmt.Sprint(v), nil
}

// configPath finds the settings file before the command line is parsed, as its values take part in parsing.
func configPath(args []string) string {
	for i, a := range args {
		if v, ok := strings.CutPrefix(a, "--config="); ok {
			return v
		}
		if a == "--config" && i+1 < len(args) {
			return args[i+1]
		}
	}
	return os.Getenv("MUTASI_CONFIG")
}
