// Copyright: openmetadata.sso contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Spring Authorization Server as its starter configures it: java Server PORT CLIENTS_AS_JSON

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;

@Configuration
@EnableAutoConfiguration
public class Server {
    static JsonNode clients;
    static int port;

    public static void main(String[] arguments) throws Exception {
        port = Integer.parseInt(arguments[0]);
        clients = new ObjectMapper().readTree(arguments[1]);
        SpringApplication application = new SpringApplication(Server.class);
        application.setDefaultProperties(
                Map.<String, Object>of("server.port", port, "server.address", "127.0.0.1"));
        application.run();
    }

    @Bean
    @Order(1)
    SecurityFilterChain protocol(HttpSecurity http) throws Exception {
        OAuth2AuthorizationServerConfigurer server = OAuth2AuthorizationServerConfigurer.authorizationServer();
        http.securityMatcher(server.getEndpointsMatcher())
                .with(server, one -> one.oidc(Customizer.withDefaults()))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .exceptionHandling(handling -> handling.defaultAuthenticationEntryPointFor(
                        new LoginUrlAuthenticationEntryPoint("/login"),
                        new MediaTypeRequestMatcher(MediaType.TEXT_HTML)));
        return http.build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain pages(HttpSecurity http) throws Exception {
        http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .formLogin(Customizer.withDefaults());
        return http.build();
    }

    @Bean
    AuthorizationServerSettings settings() {
        return AuthorizationServerSettings.builder().issuer("http://localhost:" + port).build();
    }

    @Bean
    UserDetailsService users() {
        return new InMemoryUserDetailsManager(
                User.withUsername("jane").password("{noop}of jane").roles("USER").build());
    }

    @Bean
    RegisteredClientRepository registrations() {
        List<RegisteredClient> made = new ArrayList<>();
        for (JsonNode client : clients) {
            RegisteredClient.Builder builder = RegisteredClient.withId(client.get("id").asText())
                    .clientId(client.get("id").asText())
                    .clientAuthenticationMethod(new ClientAuthenticationMethod(client.get("method").asText()))
                    .authorizationGrantType(new AuthorizationGrantType(client.get("grant").asText()))
                    .clientSettings(
                            ClientSettings.builder().requireProofKey(client.get("pkce").asBoolean()).build());
            if (client.has("secret")) {
                builder.clientSecret("{noop}" + client.get("secret").asText());
            }
            client.get("uris").forEach(uri -> builder.redirectUri(uri.asText()));
            client.get("scopes").forEach(scope -> builder.scope(scope.asText()));
            made.add(builder.build());
        }
        return new InMemoryRegisteredClientRepository(made);
    }
}
