// Copyright: openmetadata.sso contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The identity provider of github.com/crewjam/saml with its data in memory: samlidp PORT CERTIFICATE KEY.
package main

import (
	"crypto/tls"
	"crypto/x509"
	"log"
	"net/http"
	"net/url"
	"os"

	"github.com/crewjam/saml/samlidp"
)

func main() {
	address := "localhost:" + os.Args[1]
	pair, err := tls.LoadX509KeyPair(os.Args[2], os.Args[3])
	if err != nil {
		log.Fatal(err)
	}
	certificate, err := x509.ParseCertificate(pair.Certificate[0])
	if err != nil {
		log.Fatal(err)
	}
	server, err := samlidp.New(samlidp.Options{
		URL:         url.URL{Scheme: "http", Host: address},
		Key:         pair.PrivateKey,
		Certificate: certificate,
		Store:       &samlidp.MemoryStore{},
	})
	if err != nil {
		log.Fatal(err)
	}
	log.Fatal(http.ListenAndServe(address, server))
}
