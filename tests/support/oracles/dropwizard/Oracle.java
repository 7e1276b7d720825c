// Copyright: openmetadata.sso contributors
// SPDX-License-Identifier: GPL-3.0-or-later

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropwizard.configuration.ConfigurationFactory;
import io.dropwizard.configuration.DefaultConfigurationFactoryFactory;
import io.dropwizard.configuration.EnvironmentVariableSubstitutor;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.jackson.Jackson;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import org.openmetadata.schema.api.security.AuthenticationConfiguration;
import org.openmetadata.schema.api.security.AuthorizerConfiguration;

/**
 * Reads openmetadata.yaml as the server does, many times in one process.
 *
 * <p>A line in: {"yaml": text, "env": {name: text}, "model": boolean}. A line out: {"value": tree} or {"error": class,
 * "message": text}. Without a model the tree is what YAML gives; with it, what OpenMetadata's classes make of it.
 */
public final class Oracle {
  /** The part of OpenMetadataApplicationConfig that has classes on Maven Central. */
  public static final class Model {
    public AuthenticationConfiguration authenticationConfiguration;
    public AuthorizerConfiguration authorizerConfiguration;
  }

  private static final ObjectMapper PLAIN = new ObjectMapper();

  public static void main(String[] arguments) throws Exception {
    BufferedReader input = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    PrintStream output =
        new PrintStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)), false, UTF_8);
    ConfigurationFactory<JsonNode> tree = factory(JsonNode.class);
    ConfigurationFactory<Model> model = factory(Model.class);
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      JsonNode question = PLAIN.readTree(line);
      ObjectNode answer = PLAIN.createObjectNode();
      try {
        SubstitutingSourceProvider source = source(question.get("env"));
        String yaml = question.get("yaml").asText();
        Object value = question.path("model").asBoolean() ? model.build(source, yaml) : tree.build(source, yaml);
        answer.set("value", PLAIN.valueToTree(value));
      } catch (Exception | StackOverflowError failure) {
        answer.put("error", failure.getClass().getName());
        answer.put("message", failure.getMessage());
      }
      output.println(PLAIN.writeValueAsString(answer));
      output.flush();
    }
  }

  private static <T> ConfigurationFactory<T> factory(Class<T> type) {
    return new DefaultConfigurationFactoryFactory<T>().create(type, null, Jackson.newObjectMapper(), "dw");
  }

  /** The server's substitution, with an environment that is given instead of the process's own. */
  private static SubstitutingSourceProvider source(JsonNode environment) {
    EnvironmentVariableSubstitutor substitutor = new EnvironmentVariableSubstitutor(false);
    substitutor.setVariableResolver(name -> environment.has(name) ? environment.get(name).asText() : null);
    return new SubstitutingSourceProvider(
        yaml -> new ByteArrayInputStream(yaml.getBytes(UTF_8)), substitutor);
  }
}
