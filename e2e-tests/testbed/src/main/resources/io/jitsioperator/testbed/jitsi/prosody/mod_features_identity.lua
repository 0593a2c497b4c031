-- The main host advertises its components in disco#info (category "component", type, name = address). This is how
-- Jicofo finds them.
local function advertise()
	for host, session in pairs(prosody.hosts) do
		local component = session.modules and session.modules.jitsi_component;
		if component and component.parent == module.host then
			module:add_identity("component", component.kind, host);
		end
	end
end

if prosody.start_time then
	advertise();
else
	module:hook_global("server-started", advertise);
end
