package io.jitsioperator.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the API server does the same is tested beside a real one (SamplesIT). */
class DefaulterTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SCHEMA =
      """
      {"properties": {
        "a": {"type": "integer", "default": 1},
        "b": {"type": "object", "default": {}, "properties": {"c": {"default": true}}},
        "d": {"type": "object", "properties": {"e": {"default": "x"}}},
        "n": {"type": "string", "nullable": true, "default": "y"},
        "l": {"type": "array", "items": {"properties": {"m": {"default": 0.5}}}},
        "v": {"type": "object", "additionalProperties": {"properties": {"w": {"default": 2}}}}}}
      """;

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '`',
      value = {
        "{}                            > {'a':1,'b':{'c':true},'n':'y'}",
        "{'a':0,'b':{'c':false}}       > {'a':0,'b':{'c':false},'n':'y'}",
        "{'a':null,'b':null,'n':null}  > {'a':1,'b':{'c':true},'n':null}",
        "{'d':{},'n':'z'}              > {'a':1,'b':{'c':true},'d':{'e':'x'},'n':'z'}",
        "{'d':null,'n':'z'}            > {'a':1,'b':{'c':true},'n':'z'}",
        "{'l':[{},{'m':1}],'n':'z'}    > {'a':1,'b':{'c':true},'l':[{'m':0.5},{'m':1}],'n':'z'}",
        "{'v':{'k':{}},'n':'z'}        > {'a':1,'b':{'c':true},'v':{'k':{'w':2}},'n':'z'}",
        "{'u':7,'n':'z'}               > {'a':1,'b':{'c':true},'u':7,'n':'z'}",
      })
  void fillsInWhatIsAbsent(String given, String expected) throws JsonProcessingException {
    JsonNode before = json(given);
    JsonNode value = json(given);
    assertThat(Defaulter.withDefaults(value, JSON.readTree(SCHEMA))).isEqualTo(json(expected));
    assertThat(value).as("the value itself is left as it was").isEqualTo(before);
  }

  private static JsonNode json(String text) throws JsonProcessingException {
    return JSON.readTree(text.replace('\'', '"'));
  }
}
