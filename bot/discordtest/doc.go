// Package discordtest is a Discord to test a bot against: its REST API and its
// gateway, on a loopback socket, with real HTTP and WebSocket connections.
//
// It keeps what a bot did and what members would see of it. It refuses what
// Discord refuses: a wrong token, privileged intents, a second or a late answer
// to an interaction. Every request is checked against Discord's own OpenAPI
// description, and what is wrong with one fails the test. Latency and faults
// come on demand.
//
// It is for tests alone, and brings a JSON Schema validator along: nothing that
// is built into the program may import it.
package discordtest
