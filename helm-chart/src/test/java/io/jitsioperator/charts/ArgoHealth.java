package io.jitsioperator.charts;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.jse.JsePlatform;

/**
 * What Argo CD would say of a resource: it runs the script with the resource as {@code obj} and
 * takes the table that it returns.
 */
record ArgoHealth(String status, String message) {

  static final String SCRIPT = "helm-chart/gitops/argo-cd-health.lua";

  static ArgoHealth of(Map<?, ?> resource) throws IOException {
    Globals lua = JsePlatform.standardGlobals();
    lua.set("obj", value(resource));
    LuaValue health = lua.load(Repository.text(SCRIPT), SCRIPT).call();
    return new ArgoHealth(
        health.get("status").checkjstring(), health.get("message").checkjstring());
  }

  private static LuaValue value(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        LuaTable table = new LuaTable();
        map.forEach((key, each) -> table.set(key.toString(), value(each)));
        yield table;
      }
      case List<?> list ->
          LuaValue.listOf(list.stream().map(ArgoHealth::value).toArray(LuaValue[]::new));
      case Boolean is -> LuaValue.valueOf(is);
      case Number number -> LuaValue.valueOf(number.doubleValue());
      default -> LuaValue.valueOf(value.toString());
    };
  }
}
