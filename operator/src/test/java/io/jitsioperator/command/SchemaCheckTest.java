package io.jitsioperator.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaCheckTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SCHEMA =
      """
      {"type": "object", "required": ["r"], "properties": {
        "r": {"type": "string", "minLength": 1, "maxLength": 3, "pattern": "^[a-z]*$"},
        "i": {"type": "integer", "minimum": 1, "maximum": 9},
        "b": {"type": "boolean"},
        "n": {"type": "number", "minimum": 0.1},
        "q": {"x-kubernetes-int-or-string": true, "pattern": "^[0-9]+$"},
        "w": {"type": "string", "enum": ["A", "B"]},
        "m": {"type": "object", "additionalProperties": {"type": "string"}, "maxProperties": 1},
        "l": {"type": "array", "maxItems": 2, "x-kubernetes-list-map-keys": ["k"],
              "items": {"type": "object", "properties": {"k": {"type": "string"}}}}}}
      """;

  @Test
  void nothingIsSaidOfWhatIsRight() throws JsonProcessingException {
    String all =
        "{'r':'abc','i':9,'b':false,'n':0.1,'q':5,'w':'A','m':{'x':'y'},'l':[{'k':'a'},{'k':'b'}]}";
    assertThat(problems(all)).isEmpty();
    assertThat(problems("{'r':'abc','n':1,'q':'5','i':null}")).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '`',
      value = {
        "{}                                > x.r is missing: it is required.",
        "{'r':''}                          > x.r must not be empty.",
        "{'r':'abcd'}                      > x.r has 4 characters: at most 3 fit.",
        "{'r':'A'}                         > x.r is \"A\": it must match ^[a-z]*$.",
        "{'r':'a\\n'}                      > it must match ^[a-z]*$.",
        "{'r':7}                           > x.r must be of type string, not 7.",
        "{'r':'a','i':0}                   > x.i is 0: it must be at least 1.",
        "{'r':'a','i':10}                  > x.i is 10: it must be at most 9.",
        "{'r':'a','i':1.5}                 > x.i must be of type integer, not 1.5.",
        "{'r':'a','i':'1'}                 > x.i must be of type integer, not \"1\".",
        "{'r':'a','b':'yes'}               > x.b must be of type boolean, not \"yes\".",
        "{'r':'a','n':0}                   > x.n is 0: it must be at least 0.1.",
        "{'r':'a','q':'5x'}                > x.q is \"5x\": it must match ^[0-9]+$.",
        "{'r':'a','q':true}                > x.q must be of type integer or string, not true.",
        "{'r':'a','w':'C'}                 > x.w is \"C\": it must be one of [\"A\",\"B\"].",
        "{'r':'a','m':{'a':1}}             > x.m.a must be of type string, not 1.",
        "{'r':'a','m':{'a':'','b':''}}     > x.m has 2 entries: at most 1 fit.",
        "{'r':'a','m':[]}                  > x.m must be of type object, not [].",
        "{'r':'a','l':[{},{},{}]}          > x.l has 3 entries: at most 2 fit.",
        "{'r':'a','l':[{'k':'a'},{'k':'a'}]} > x.l[1]: \"a\" stands there twice.",
        "{'r':'a','l':[{'z':1}]}           > x.l[0].z is no known field. Known here: k.",
        "{'r':'a','z':1}                   > x.z is no known field. Known here: r, i, b, n, q, w, m, l.",
      })
  void saysWhatIsWrong(String given, String sentence) throws JsonProcessingException {
    assertThat(problems(given)).anySatisfy(p -> assertThat(p).contains(sentence));
  }

  private static List<String> problems(String text) throws JsonProcessingException {
    return SchemaCheck.problems("x", JSON.readTree(text.replace('\'', '"')), JSON.readTree(SCHEMA));
  }
}
