"""What a file's name is as a title: `Checkout flow` of "02-checkout_flow", `CI/CD pipeline` of "cicd-pipeline"."""

from __future__ import annotations

import re

_WRITTEN = {
    **{
        word: word.upper()
        for word in (
            "acl alb amqp api apm arp asg aws az bgp cdc cdn cidr cli cpu cqrs css csrf csv dag db ddd ddos "
            "dhcp dlq dns dr ebs ec2 ecr ecs efs eks elb elk etl gcp gke gpu gslb gui ha hpa html http https "
            "iam ide idp imap io ip iot json jvm jwt kms lan lb ldap llm lru mfa ml mq mqtt mtls mvc nas nat "
            "nfs nlb oom orm os osi otp pdb pki qos rag raid ram rbac rdb rds rest rpc rps rto s3 saml sdk "
            "sla sli slo smtp sns spa sql sqs sre ssd ssh ssl sso ssr tcp tls ttl ui udp uri url ux vip vlan "
            "vm vpa vpc vpn vrrp waf wal wan xml xss yaml"
        ).split()
    },
    "cicd": "CI/CD",
    "ci": "CI",
    "cd": "CD",
    "k8s": "Kubernetes",
    "grpc": "gRPC",
    "oauth": "OAuth",
    "oauth2": "OAuth2",
    "graphql": "GraphQL",
    "mysql": "MySQL",
    "postgresql": "PostgreSQL",
    "mongodb": "MongoDB",
    "nosql": "NoSQL",
    "redis": "Redis",
    "kafka": "Kafka",
    "docker": "Docker",
    "kubernetes": "Kubernetes",
    "nginx": "NGINX",
    "rabbitmq": "RabbitMQ",
    "etcd": "etcd",
    "github": "GitHub",
    "gitops": "GitOps",
    "devops": "DevOps",
}
"""How words are written that a file's name has in small letters."""


def of_file(stem: str) -> str:
    """Its words, those that are abbreviations or names as these are written, and a capital at its beginning."""
    tidy = re.sub(r"[-_\s]+", " ", re.sub(r"^\d+[-_.\s]+", "", stem)).strip()
    tidy = re.sub(r"(?i)\bci[ /]cd\b", "CI/CD", tidy)
    words = [_WRITTEN.get(word, word) for word in tidy.split(" ")]
    first, *rest = words
    begins = first if first in _WRITTEN.values() else first[:1].upper() + first[1:]
    return " ".join((begins, *rest))
