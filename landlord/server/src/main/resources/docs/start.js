SwaggerUIBundle({ url: "/openapi.yaml", dom_id: "#document", deepLinking: true, validatorUrl: null });
