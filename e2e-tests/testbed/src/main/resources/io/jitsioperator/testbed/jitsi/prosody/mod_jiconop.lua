-- Tells each client after its login where it is: one message with the host's identities, shard, region and release
-- among them.
local st = require "util.stanza";

for option, kind in pairs { shard_name = "shard", region_name = "region", release_number = "release" } do
	local value = module:get_option_string(option);
	if value then
		module:add_identity("server", kind, value);
	end
end

module:hook("resource-bind", function(event)
	local query = st.stanza("query", { xmlns = "http://jabber.org/protocol/disco#info" });
	for _, identity in ipairs(module:get_host_items("identity")) do
		query:tag("identity", identity):up();
	end
	event.session.send(st.message({ from = module.host, to = event.session.full_jid }):add_child(query));
end);
