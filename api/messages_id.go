package api

var indonesian = map[string]string{}
