// Copyright: openmetadata.sso contributors
// SPDX-License-Identifier: GPL-3.0-or-later

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.Map;

/**
 * Writes and reads YAML as openmetadata-ops get-security-config and update-security-config do, many times in one process.
 *
 * <p>A line in, and its line out: {"write": tree, "features": [[name, ...], ...]} gives {"value": [text, ...]}, one text for
 * each list of YAMLGenerator features that are on, all others off; null means the defaults. {"read": text} gives
 * {"value": tree}, and with "strings": true {"value": {name: text}}, every value read into a String. What fails gives
 * {"error": class, "message": text}.
 */
public final class Exported {
  private static final ObjectMapper PLAIN = new ObjectMapper();
  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory()).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  public static void main(String[] arguments) throws Exception {
    BufferedReader input = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    PrintStream output =
        new PrintStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)), false, UTF_8);
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      JsonNode question = PLAIN.readTree(line);
      ObjectNode answer = PLAIN.createObjectNode();
      try {
        answer.set("value", question.has("write") ? written(question) : read(question));
      } catch (Exception | StackOverflowError failure) {
        answer.put("error", failure.getClass().getName());
        answer.put("message", failure.getMessage());
      }
      output.println(PLAIN.writeValueAsString(answer));
      output.flush();
    }
  }

  private static JsonNode written(JsonNode question) throws Exception {
    var texts = PLAIN.createArrayNode();
    for (JsonNode features : question.get("features")) {
      YAMLFactory factory = new YAMLFactory();
      for (YAMLGenerator.Feature feature : YAMLGenerator.Feature.values()) {
        if (!features.isNull()) {
          factory.disable(feature);
        }
      }
      for (JsonNode feature : features) {
        factory.enable(YAMLGenerator.Feature.valueOf(feature.asText()));
      }
      var writer = new ObjectMapper(factory).writerWithDefaultPrettyPrinter();
      texts.add(writer.writeValueAsString(question.get("write")));
    }
    return texts;
  }

  private static JsonNode read(JsonNode question) throws Exception {
    String text = question.get("read").asText();
    if (question.path("strings").asBoolean()) {
      return PLAIN.valueToTree(YAML.readValue(text, new TypeReference<Map<String, String>>() {}));
    }
    return YAML.readTree(text);
  }
}
