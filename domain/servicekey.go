package domain

// ServiceKeyInput is what an administrator writes of another system's key.
type ServiceKeyInput struct {
	Name      string   `json:"name" gorm:"column:name" validate:"required,max=120"`
	Scopes    []string `json:"scopes" gorm:"column:scopes;serializer:json" validate:"required,min=1,max=40,unique,dive,required,max=60"`
	ExpiresOn Date     `json:"expires_on" gorm:"column:expires_on"` // last day of use; none: no end
	Disabled  bool     `json:"disabled" gorm:"column:disabled"`
}

// ServiceKey lets another system in. Key is there once, in the answer that creates it; only its hash is stored.
type ServiceKey struct {
	Meta
	ServiceKeyInput
	KeyHash []byte `json:"-" gorm:"column:key_hash"`
	Key     string `json:"key,omitempty" gorm:"-"`
}

// Input gives generic code access to the written part.
func (k *ServiceKey) Input() *ServiceKeyInput { return &k.ServiceKeyInput }
