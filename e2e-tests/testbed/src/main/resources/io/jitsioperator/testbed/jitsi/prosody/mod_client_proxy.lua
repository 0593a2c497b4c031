-- focus.<domain>: a request to it goes on to an online session of target_address (Jicofo), whose answer comes back under
-- the name of this component. Without such a session: service-unavailable.
local st = require "util.stanza";
local jid = require "util.jid";

local target = module:get_option_string("target_address");
local target_user, target_host = jid.split(target);

local function online_session()
	local host = prosody.hosts[target_host];
	local user = host and host.sessions and host.sessions[target_user];
	for resource, session in pairs(user and user.sessions or {}) do
		if session.presence then
			return resource;
		end
	end
end

local function answer_from_target(stanza)
	local asker = select(3, jid.split(stanza.attr.to));
	if asker and (stanza.attr.type == "result" or stanza.attr.type == "error") then
		stanza.attr.to, stanza.attr.from = asker, module.host;
		module:send(stanza);
	end
	return true;
end

local function request(event)
	local origin, stanza = event.origin, event.stanza;
	if jid.bare(stanza.attr.from) == target then
		return answer_from_target(stanza);
	end
	if stanza.attr.type ~= "get" and stanza.attr.type ~= "set" then
		return true;
	end
	local resource = online_session();
	if not resource then
		origin.send(st.error_reply(stanza, "cancel", "service-unavailable"));
		return true;
	end
	local forwarded = st.clone(stanza);
	forwarded.attr.from = module.host .. "/" .. stanza.attr.from;
	forwarded.attr.to = target .. "/" .. resource;
	module:send(forwarded);
	return true;
end

for _, kind in ipairs { "host", "bare", "full" } do
	module:hook("iq/" .. kind, request, -1);
end
