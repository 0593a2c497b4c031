-- Health of a JitsiShard or BridgePool for Argo CD: resource.customizations.health.jitsi-operator.io_JitsiShard (and _BridgePool) of
-- argocd-cm. Degraded = somebody has to act, as the message says; Progressing = it comes by itself.

-- Reasons of a condition that pass by themselves. A test holds them equal to the operator's.
local passing = {
  AddressPending = true,
  BreweryUnseen = true,
  BridgesFirst = true,
  BridgesMissing = true,
  BridgesStarting = true,
  ConferencesRunning = true,
  ConferencesUnknown = true,
  ConfirmingIdle = true,
  Connecting = true,
  Copying = true,
  Generating = true,
  MetricsMissing = true,
  NodeDead = true,
  NodeDrain = true,
  NodeNotReady = true,
  NotSeenYet = true,
  OutsideWindow = true,
  PasswordMissing = true,
  Paused = true,
  PoolGoing = true,
  PoolWithoutBridges = true,
  Restarting = true,
  RollingOut = true,
  RouteNotAccepted = true,
  SomePodsMissing = true,
  Starting = true,
  WaitingForJicofo = true,
}

local function is(status, message)
  return { status = status, message = message }
end

if obj.metadata.deletionTimestamp ~= nil then
  return is("Progressing", "It is being deleted.")
end
if obj.spec ~= nil and obj.spec.paused == true then
  return is("Suspended", "spec.paused is true: nothing is created, changed or deleted.")
end
if obj.status == nil or obj.status.conditions == nil then
  return is("Progressing", "The operator has not looked at it yet. If that lasts, see that it runs.")
end
if obj.status.observedGeneration ~= obj.metadata.generation then
  return is("Progressing", "The operator has not looked at the newest spec yet.")
end
for _, condition in ipairs(obj.status.conditions) do
  if condition.type == "Ready" then
    if condition.status == "True" then
      return is("Healthy", condition.message)
    end
    if passing[condition.reason] then
      return is("Progressing", condition.message)
    end
    return is("Degraded", condition.message)
  end
end
return is("Progressing", "The operator has not said yet whether it is ready.")
